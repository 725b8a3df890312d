using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

/// <summary>The worked example of docs/economics.md, through the core; and the document says the same figures.</summary>
public sealed class EconomicsTests
{
    [Fact]
    public void The_worked_example_is_what_the_core_does()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer(out var account);
        var peers = new[] { bench.Peer(slots: 3), bench.Peer(slots: 3) };
        var fees = bench.Balance(AccountType.Fees, LedgerKind.Promotional);
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1, max: 2_000_000), GridBench.Slice(2, max: 2_000_000), GridBench.Slice(3, max: 2_000_000)], replicas: 2));
        var cap = bench.Storage.Tasks[1].Escrow.Value;
        foreach (var peer in peers) bench.Finish(peer);

        var task = bench.Storage.Tasks[1];
        Assert.Equal((TaskState.Done, 6), (task.State, task.Attempts));
        long[] figures =
        [
            new Pricing(bench.Options).Price(2_000_000, 1_000_000),
            cap,
            new Pricing(bench.Options).Price(1_000_000, 1_000_000),
            bench.Storage.Transfers.First(t => t.Reason == TransferReason.Fee).Amount,
            bench.Storage.Transfers.First(t => t.Reason == TransferReason.Pay).Amount,
            task.Cost.Value,
            bench.Balance(AccountType.PeerHeld, LedgerKind.Promotional, bench.Account(peers[0]).Value),
            bench.Balance(AccountType.Fees, LedgerKind.Promotional) - fees,
            bench.Storage.Transfers.Single(t => t.Reason == TransferReason.Refund).Amount,
            bench.Balance(AccountType.Gamer, LedgerKind.Promotional, account.Value),
        ];
        Assert.Equal([92592, 555554, 46296, 4629, 41667, 277776, 125001, 27774, 277778, 999722224], figures);
        Assert.Equal(figures, Documented());
    }

    [Fact]
    public void The_documented_data_is_what_the_core_charges()
    {
        const int MiB = 1 << 20;
        var bench = new GridBench();
        var gamer = bench.Gamer(out var account);
        var peers = new[] { bench.Peer(slots: 3), bench.Peer(slots: 3) };
        bench.Storage.AddBlob(account, GridBench.Token(500), 256 * MiB);
        bench.Do(GridBench.Submission(gamer, "t", [.. Enumerable.Range(0, 3).Select(i => GridBench.Slice(i, max: 100_000_000) with { Blobs = [GridBench.Token(500)] })], replicas: 2, data: 512 * MiB));
        foreach (var peer in peers)
        {
            var leases = bench.Take<Lease>(peer);
            var (first, hash, commitment) = (leases.Single(l => BitConverter.ToInt32(l.Input.Span) == 0).Attempt, GridBench.Token(900), GridBench.Token(901));
            bench.Do(new ReceiveOutput(peer, new AttemptDone { Attempt = first, Hash = hash, Length = 16 * MiB, Units = 1_000_000, ComputeMs = 1, Commitment = commitment }));
            foreach (var lease in leases.Where(l => l.Attempt != first)) bench.Finish(peer, lease.Attempt);
            if (peer == peers[1]) bench.Do(new ReceiveUpload(peers[0], bench.Take<UploadRequest>(peers[0]).Single().Attempt, hash, 16 * MiB, new OutputTrailer(1_000_000, SliceOutcome.Completed), commitment));
        }

        var task = bench.Storage.Tasks[1];
        Assert.Equal((TaskState.Done, 6), (task.State, task.Attempts));
        Assert.Equal(Table("| bytes counted").Select(row => long.Parse(row[2], null)), [512 * MiB, 32 * MiB, task.DataBytes]);
        Assert.Equal(long.Parse(Table("| bytes counted")[^1][3], null), task.DataCost.Value);
    }

    private static List<long> Documented() => [.. Table("| step").Select(row => long.Parse(row[2], null))];

    /// <summary>The cells of the table that begins like this.</summary>
    private static List<string[]> Table(string head)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "P2C2R.slnx"))) folder = folder.Parent;
        if (folder is null) Assert.Skip("needs the sources");
        var lines = File.ReadAllLines(Path.Combine(folder.FullName, "docs", "economics.md"));
        return [.. lines.SkipWhile(l => !l.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')).Select(l => l.Split('|'))];
    }
}
