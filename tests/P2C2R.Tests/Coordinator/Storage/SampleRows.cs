using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>Rows with nothing remarkable in them; a test says with <c>with</c> what it is about.</summary>
internal static class SampleRows
{
    public static KernelId Kernel { get; } = new("k", 1);

    /// <summary>A live task of one slice of gamer 1, called t and its number.</summary>
    public static TaskRow Task(long number) => new()
    {
        Number = number,
        Gamer = new AccountId(1),
        Id = $"t{number}",
        Kernel = Kernel,
        Priority = TaskPriority.Normal,
        Replicas = 1,
        Deadline = null,
        SliceCount = 1,
        SlicesReceived = 1,
        MaxUnits = 10,
        Digest = default,
        State = TaskState.Running,
        Message = null,
        Ledger = LedgerKind.Usd,
        Escrow = NanoDollars.Zero,
        SubmittedAt = number,
        EndedAt = null,
    };

    /// <summary>A small result.</summary>
    public static ResultRow Result(Sha256Hash key) => new()
    {
        Key = key,
        Kernel = Kernel,
        OutputHash = key,
        Length = 9,
        Data = new byte[9],
        Units = 1,
        Replicas = 1,
        Payer = new AccountId(1),
        ComputeMs = 1,
        AgreedAt = 1,
    };

    /// <summary>Its slice.</summary>
    public static SliceRow Slice(long task, params byte[] input) => new()
    {
        Task = task,
        Index = 0,
        Input = input,
        InputHash = Sha256Hash.Of(input),
        Blobs = [],
        DependsOn = [],
        ExpectedUnits = 1,
        MaxUnits = 10,
        Deliver = true,
    };
}
