using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Benchmarks;

/// <summary>A task of one slice with 64 bytes of input, as messages and as rows.</summary>
internal static class SampleTask
{
    public const long Units = 1_000;
    private const long Now = 1_800_000_000_000_000;
    private static readonly byte[] Input = new byte[93];
    private static readonly byte[] Output = new byte[32 + OutputTrailer.Size];
    private static readonly KernelId Kernel = new(Kinds.NoOperation, 1);
    private static readonly AccountId Gamer = new(1);
    private static readonly AccountId Peer = new(2);

    public static Submit Submit(long number) => new()
    {
        Task = $"task-{number}",
        Kind = Kernel.Kind,
        Version = Kernel.Version,
        SliceCount = 1,
        MaxUnits = Units,
        Slices = [new SliceSpec { Input = Input, ExpectedUnits = Units, MaxUnits = Units }],
    };

    public static Lease Lease(long number) => new()
    {
        Attempt = new AttemptId(1, number),
        Key = Hash(number),
        Kind = Kernel.Kind,
        Version = Kernel.Version,
        Input = Input,
        ExpectedUnits = Units,
        MaxUnits = Units,
        LeaseMs = 15_000,
        Nonce = "0123456789abcdef",
    };

    public static AttemptDone Done(long number) => new()
    {
        Attempt = new AttemptId(1, number),
        Hash = Hash(number),
        Length = Output.Length,
        Units = Units,
        ComputeMs = 0.01,
        Output = Output,
    };

    public static Result Result(long number) => new()
    {
        Summary = TaskSummaries.Of(Row(number)),
        Outputs = [new SliceOutput { Slice = 0, Output = new DataReference { Hash = Hash(number), Length = Output.Length, Data = Output } }],
    };

    /// <summary>Adds what such a task leaves behind when it is accepted and ends within one batch.</summary>
    public static void Store(long number, RowBatch rows)
    {
        rows.Put(Row(number));
        rows.Slices.Add(new SliceRow
        {
            Task = number,
            Index = 0,
            Input = Input,
            InputHash = Hash(number),
            Blobs = [],
            DependsOn = [],
            ExpectedUnits = Units,
            MaxUnits = Units,
            Deliver = true,
        });
        rows.SlicesAgreed.Add(new SliceAgreedRow { Task = number, Index = 0, Result = new ResultId(Hash(number), Hash(number)) });
        rows.Results.Add(new ResultRow
        {
            Key = Hash(number),
            Kernel = Kernel,
            OutputHash = Hash(number),
            Length = Output.Length,
            Data = Output,
            Units = Units,
            Replicas = 1,
            Payer = Gamer,
            ComputeMs = 0.01,
            AgreedAt = Now,
        });
        rows.Attempts.Add(new AttemptRow
        {
            Id = new AttemptId(1, number),
            Key = Hash(number),
            Peer = Peer,
            Task = number,
            State = AttemptState.Agreed,
            Reason = null,
            OutputHash = Hash(number),
            Units = Units,
            Earned = new NanoDollars(42),
            Ledger = LedgerKind.Promotional,
            LeasedAt = Now,
            EndedAt = Now,
        });
        var escrow = new LedgerAccount(AccountType.Escrow, LedgerKind.Promotional, number);
        var gamer = new LedgerAccount(AccountType.Gamer, LedgerKind.Promotional, Gamer.Value);
        var held = new LedgerAccount(AccountType.PeerHeld, LedgerKind.Promotional, Peer.Value);
        var fees = new LedgerAccount(AccountType.Fees, LedgerKind.Promotional, 0);
        Transfer(rows, (3 * number) - 2, gamer, escrow, 46, TransferReason.Escrow, number);
        Transfer(rows, (3 * number) - 1, escrow, held, 42, TransferReason.Pay, number);
        Transfer(rows, 3 * number, escrow, fees, 4, TransferReason.Fee, number);
        foreach (var account in (LedgerAccount[])[gamer, held, fees]) rows.Put(new BalanceRow { Account = account, Balance = number });
    }

    private static void Transfer(RowBatch rows, long id, LedgerAccount debit, LedgerAccount credit, long amount, TransferReason reason, long task) =>
        rows.Transfers.Add(new TransferRow { Id = id, Debit = debit, Credit = credit, Amount = amount, Reason = reason, Task = task, Reference = null, At = Now });

    private static TaskRow Row(long number) => new()
    {
        Number = number,
        Gamer = Gamer,
        Id = $"task-{number}",
        Kernel = Kernel,
        Priority = TaskPriority.Normal,
        Replicas = 1,
        Deadline = null,
        SliceCount = 1,
        SlicesReceived = 1,
        MaxUnits = Units,
        Digest = Hash(number),
        State = TaskState.Done,
        Message = null,
        Ledger = LedgerKind.Promotional,
        Escrow = NanoDollars.Zero,
        Cost = new NanoDollars(46),
        Agreed = 1,
        Attempts = 1,
        Units = Units,
        ComputeMs = 0.01,
        SubmittedAt = Now,
        EndedAt = Now,
    };

    private static Sha256Hash Hash(long number) => Sha256Hash.Of(BitConverter.GetBytes(number));
}
