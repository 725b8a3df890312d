using FsCheck;
using FsCheck.Fluent;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

public sealed class LedgerTests
{
    private static readonly Pricing Default = new(new GridOptions());

    [Fact]
    public void A_price_is_the_exact_quotient_rounded_down()
    {
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), Arb.From(Gen.Choose(1, int.MaxValue)), Arb.From(Gen.Choose(0, 99)), (units, rate, fee) =>
        {
            var options = new GridOptions { FeePercent = fee };
            var exact = new System.Numerics.BigInteger(units) * options.PeerRate.Value * 100 / (new System.Numerics.BigInteger(100 - fee) * rate * 3600);
            var fits = new Pricing(options).TryPrice(units, rate, 1, out var price);
            return fits ? price == exact : exact > long.MaxValue;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Parts_never_cost_more_than_the_whole()
    {
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 1 << 30), 20)), Arb.From(Gen.Choose(1, 10_000_000)), (parts, rate) =>
            parts.Sum(p => Default.Price(p, rate)) <= Default.Price(parts.Sum(p => (long)p), rate)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_price_that_no_amount_can_hold_is_refused() => Assert.False(Default.TryPrice(long.MaxValue, 1, 5, out _));

    [Fact]
    public void A_transfer_moves_what_is_there_within_one_ledger()
    {
        var (books, rows) = (new Books(), new RowBatch());
        var gamer = new Balance(new LedgerAccount(AccountType.Gamer, LedgerKind.Usd, 1));
        var other = new Balance(new LedgerAccount(AccountType.Gamer, LedgerKind.Promotional, 1));
        books.Move(rows, books.World(LedgerKind.Usd), gamer, 10, TransferReason.Deposit, 0, "r", 1);
        Assert.Equal((-10, 10), (books.World(LedgerKind.Usd).Value, gamer.Value));
        Assert.Throws<InvalidOperationException>(() => books.Move(rows, gamer, books.World(LedgerKind.Usd), 11, TransferReason.Refund, 0, null, 1));
        Assert.Throws<InvalidOperationException>(() => books.Move(rows, gamer, other, 1, TransferReason.Refund, 0, null, 1));
        Assert.Throws<InvalidOperationException>(() => books.Move(rows, gamer, books.World(LedgerKind.Usd), -1, TransferReason.Refund, 0, null, 1));
        books.Move(rows, gamer, books.World(LedgerKind.Usd), 0, TransferReason.Refund, 0, null, 1);
        Assert.Single(rows.Transfers);
    }

    [Fact]
    public void Earnings_are_released_at_the_interval_after_the_hold_period()
    {
        var bench = new GridBench(new GridOptions { HoldPeriod = 100 * GridBench.Second, ReleaseInterval = 30 * GridBench.Second });
        bench.Now = 995 * GridBench.Second;
        var gamer = bench.Gamer();
        var peer = bench.Peer();
        var account = bench.Account(peer).Value;
        bench.Submit(gamer, "t", GridBench.Slice(1));
        bench.Finish(peer);
        var hold = Assert.Single(bench.Storage.Holds);
        Assert.Equal(1_110 * GridBench.Second, hold.Key.Item3);
        bench.Wait((115 * GridBench.Second) - 1);
        Assert.Equal(41_667, bench.Balance(AccountType.PeerHeld, LedgerKind.Promotional, account));
        bench.Wait(1);
        Assert.Equal((0, 41_667), (bench.Balance(AccountType.PeerHeld, LedgerKind.Promotional, account), bench.Balance(AccountType.PeerReleased, LedgerKind.Promotional, account)));
        Assert.Empty(bench.Storage.Holds);
    }

    [Fact]
    public void A_deposit_is_booked_once()
    {
        var bench = new GridBench();
        bench.Gamer(out var account);
        var deposit = new Deposit(SessionId.None, account, NanoDollars.FromDollars(2), "payment 1");
        bench.Do(deposit, deposit);
        bench.Do(deposit);
        bench.Restart();
        bench.Do(deposit);
        Assert.Equal(2 * NanoDollars.PerDollar, bench.Balance(AccountType.Gamer, LedgerKind.Usd, account.Value));
    }

    [Fact]
    public void Promotional_credit_ends_with_its_cap()
    {
        var bench = new GridBench(new GridOptions { PromotionalCap = NanoDollars.FromDollars(2.5m) });
        bench.Gamer(out var first);
        bench.Gamer(out var second);
        Assert.Equal(NanoDollars.PerDollar, bench.Balance(AccountType.Gamer, LedgerKind.Promotional, first.Value));
        Assert.Equal(0, bench.Balance(AccountType.Gamer, LedgerKind.Promotional, second.Value));
    }

    [Fact]
    public void A_task_is_paid_wholly_from_one_ledger()
    {
        var bench = new GridBench(new GridOptions { PromotionalGrant = new NanoDollars(50_000) });
        var gamer = bench.Gamer(out var account);
        bench.Do(GridBench.Submission(gamer, "dear", [GridBench.Slice(1, 2_000_000)]));
        Assert.Equal(ErrorCode.InsufficientFunds, bench.Take<ErrorMessage>(gamer).Single().Code);
        bench.Do(new Deposit(SessionId.None, account, NanoDollars.FromDollars(1), "p"));
        bench.Submit(gamer, "dear", GridBench.Slice(1, 2_000_000));
        bench.Submit(gamer, "cheap", GridBench.Slice(2));
        Assert.Equal([LedgerKind.Usd, LedgerKind.Promotional], bench.Storage.Tasks.Values.Select(t => t.Ledger));
        bench.Do(GridBench.Submission(gamer, "capped", [GridBench.Slice(3)], maxPrice: new NanoDollars(46_295)));
        Assert.Equal(ErrorCode.PriceCapTooLow, bench.Take<ErrorMessage>(gamer).Single().Code);
    }
}
