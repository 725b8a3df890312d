using System.Buffers;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

/// <summary>What stored and moved bytes cost: within the price cap, once, whatever happens on the way. The simulation has the rule a second time.</summary>
public sealed class DataChargeTests
{
    private const long GiB = 1L << 30;
    private const long Price = 46_296;
    private static readonly Sha256Hash Scene = GridBench.Token(500);
    private static readonly Sha256Hash Texture = GridBench.Token(501);
    private readonly GridBench _bench = new(new GridOptions { DataRate = NanoDollars.FromDollars(0.01m) });
    private readonly SessionId _gamer;
    private readonly AccountId _account;

    public DataChargeTests()
    {
        _gamer = _bench.Gamer(out _account);
        _bench.Storage.AddBlob(_account, Scene, GiB / 4);
        _bench.Storage.AddBlob(_account, Texture, GiB / 8);
    }

    [Fact]
    public void A_blob_costs_once_for_each_replica_however_many_slices_name_it()
    {
        var peers = new[] { _bench.Peer(slots: 2), _bench.Peer(slots: 2) };
        _bench.Do(GridBench.Submission(_gamer, "t", [Slice(1, Scene), Slice(2, Scene, Texture, Texture)], replicas: 2, data: 3 * GiB / 4));
        Assert.Equal((4 * Price) + 7_500_000, _bench.Storage.Tasks[1].Escrow.Value);
        foreach (var peer in peers) _bench.Finish(peer);
        var summary = Ended();
        Assert.Equal((3 * GiB / 4, 7_500_000L, (4 * Price) + 7_500_000), (summary.DataBytes!.Value, summary.DataCost!.Value.Value, summary.Cost.Value));
        Assert.Equal((7_500_000, AccountType.Fees), Charges().Select(t => (t.Amount, t.Credit.Type)).Single());
        Assert.Equal(NanoDollars.PerDollar - summary.Cost.Value, Balance());
        Assert.Equal(summary.Cost, _bench.Storage.Accounts[_account].Total);
    }

    [Fact]
    public void A_big_output_costs_as_it_comes_and_as_it_goes_out_of_what_is_left_of_the_cap()
    {
        var peer = _bench.Peer();
        _bench.Do(GridBench.Submission(_gamer, "t", [GridBench.Slice(1, max: 100_000_000)]));
        FinishBig(peer, GiB / 64);
        var summary = Ended();
        Assert.Equal((GiB / 32, 312_500L, Price + 312_500), (summary.DataBytes!.Value, summary.DataCost!.Value.Value, summary.Cost.Value));
    }

    [Fact]
    public void No_task_costs_more_than_its_cap()
    {
        var peer = _bench.Peer();
        _bench.Do(GridBench.Submission(_gamer, "t", [GridBench.Slice(1)], data: 1 << 20));
        var cap = _bench.Storage.Tasks[1].Escrow;
        FinishBig(peer, GiB);
        var summary = Ended();
        Assert.Equal((cap, cap.Value - Price, 2 * GiB), (summary.Cost, summary.DataCost!.Value.Value, summary.DataBytes!.Value));
    }

    [Fact]
    public void What_was_announced_covers_the_blobs_or_the_task_is_refused()
    {
        _bench.Do(GridBench.Submission(_gamer, "a", [Slice(1, Scene)], replicas: 2, data: (GiB / 2) - 1));
        _bench.Do(GridBench.Submission(_gamer, "b", [Slice(1, Scene)]));
        _bench.Do(GridBench.Submission(_gamer, "c", [Slice(1, Scene)], data: -1));
        _bench.Do(GridBench.Submission(_gamer, "d", [Slice(1, Scene)], data: long.MaxValue));
        var refused = _bench.Take<ErrorMessage>(_gamer);
        Assert.Equal([ErrorCode.OutOfRange, ErrorCode.OutOfRange, ErrorCode.OutOfRange, ErrorCode.InsufficientFunds], refused.Select(e => e.Code));
        Assert.Contains(" 1 bytes more than the task's max_data_bytes", refused[0].Message);
        _bench.Do(GridBench.Submission(_gamer, "e", [Slice(1, Scene)], data: GiB / 4, maxPrice: new NanoDollars(2_500_000 + Price - 1)));
        Assert.Equal(ErrorCode.PriceCapTooLow, _bench.Take<ErrorMessage>(_gamer).Single().Code);
        _bench.Do(GridBench.Submission(_gamer, "f", [Slice(1, Scene)], data: GiB / 4, maxPrice: new NanoDollars(2_500_000 + Price)));
        Assert.Single(_bench.Take<Accepted>(_gamer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Later_slices_and_restarts_change_nothing(bool restart)
    {
        var peer = _bench.Peer(slots: 4);
        var token = _bench.LastToken;
        _bench.Do(GridBench.Submission(_gamer, "t", [Slice(1, Scene)], count: 3, maxUnits: 3_000_000, data: 3 * GiB / 8));
        _bench.Finish(peer);
        var gamer = _gamer;
        if (restart)
        {
            _bench.Restart();
            peer = _bench.Peer(slots: 4, token: token);
            gamer = _bench.GamerAgain(1);
        }
        var more = new[] { Slice(2, Scene, Texture), Slice(3, Texture) };
        _bench.Do(new AddSlices(gamer, new Slices { Task = "t", First = 1, Items = more }, GridBench.Hashes(more)));
        if (restart)
        {
            _bench.Restart();
            peer = _bench.Peer(slots: 4, token: token);
        }
        _bench.Finish(peer);
        var task = _bench.Storage.Tasks[1];
        Assert.Equal((TaskState.Done, 3 * GiB / 8, 3_750_000L), (task.State, task.DataBytes, task.DataCost.Value));
    }

    [Fact]
    public void A_later_message_that_names_more_than_was_announced_fails_the_task()
    {
        var peer = _bench.Peer();
        _bench.Do(GridBench.Submission(_gamer, "t", [Slice(1, Scene)], count: 2, maxUnits: 2_000_000, data: GiB / 4));
        _bench.Finish(peer);
        SliceSpec[] more = [Slice(2, Texture)];
        _bench.Do(new AddSlices(_gamer, new Slices { Task = "t", First = 1, Items = more }, GridBench.Hashes(more)));
        var summary = Ended();
        Assert.Equal((ErrorCode.OutOfRange, 2_500_000L), (summary.Error, summary.DataCost!.Value.Value));
    }

    [Fact]
    public void What_comes_from_the_cache_moves_nothing_that_is_charged()
    {
        var peer = _bench.Peer();
        _bench.Do(GridBench.Submission(_gamer, "t", [Slice(1, Scene)], data: GiB / 4));
        _bench.Finish(peer);
        _bench.Take<Result>(_gamer);
        _bench.Do(GridBench.Submission(_gamer, "u", [Slice(1, Scene)], data: GiB / 4));
        var summary = Ended();
        Assert.Equal((1, 0L, null), (summary.Cached, summary.Cost.Value, summary.DataCost));
        Assert.Single(Charges());
    }

    [Fact]
    public void A_cancelled_task_pays_for_what_was_computed()
    {
        var peer = _bench.Peer();
        _bench.Do(GridBench.Submission(_gamer, "t", [Slice(1, Scene), Slice(2, Texture)], data: 3 * GiB / 8));
        _bench.Finish(peer);
        _bench.Do(new EndTask(_gamer, "t"));
        var summary = Ended();
        Assert.Equal((TaskState.Cancelled, 2_500_000L), (summary.State, summary.DataCost!.Value.Value));
        Assert.Equal(NanoDollars.PerDollar - Price - 2_500_000, Balance());
    }

    [Fact]
    public void A_task_without_blobs_has_no_word_of_data()
    {
        var peer = _bench.Peer();
        _bench.Submit(_gamer, "t", GridBench.Slice(1));
        _bench.Finish(peer);
        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(_bench.Take<Result>(_gamer).Single(), buffer);
        Assert.DoesNotContain("data_", System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Empty(Charges());
    }

    private static SliceSpec Slice(int input, params Sha256Hash[] blobs) => GridBench.Slice(input) with { Blobs = blobs };

    private void FinishBig(SessionId peer, long length)
    {
        var (attempt, hash, commitment) = (_bench.Take<Lease>(peer).Single().Attempt, GridBench.Token(900), GridBench.Token(901));
        _bench.Do(new ReceiveOutput(peer, new AttemptDone { Attempt = attempt, Hash = hash, Length = length, Units = 1_000_000, ComputeMs = 1, Commitment = commitment }));
        _bench.Do(new ReceiveUpload(peer, attempt, hash, length, new OutputTrailer(1_000_000, SliceOutcome.Completed), commitment));
    }

    private TaskSummary Ended() => _bench.Take<Result>(_gamer).Single().Summary;

    private List<TransferRow> Charges() => _bench.Storage.Transfers.FindAll(t => t.Reason == TransferReason.Data);

    private long Balance() => _bench.Balance(AccountType.Gamer, LedgerKind.Promotional, _account.Value);
}
