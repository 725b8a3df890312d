using System.Text;
using P2C2R.Kernels;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;

namespace P2C2R.Tests.Peer;

/// <summary>Slices of the kernel that does what it is told.</summary>
internal static class NoOperations
{
    public static readonly KernelId Kernel = new(Kinds.NoOperation, 1);

    public static IReadOnlyList<PlannedSlice> Plan(string document) =>
        KernelCatalog.Find(Kernel)!.Plan(Encoding.UTF8.GetBytes(document), new NoFiles()).Slices;

    public static WorkItem Item(string document, Action<WorkItem, WorkOutcome> completed)
    {
        var slice = Plan(document)[0];
        return new WorkItem { Kernel = Kernel, Input = slice.Input, ExpectedUnits = slice.ExpectedUnits, MaxUnits = slice.MaxUnits, Completed = completed };
    }

    public static Lease Lease(long number, string document, int leaseMs = 30_000)
    {
        var slice = Plan(document)[0];
        return new Lease
        {
            Attempt = new AttemptId(1, number),
            Key = SliceKey.Compute(Kernel, slice.MaxUnits, Sha256Hash.Of(slice.Input.Span), [], []),
            Kind = Kernel.Kind,
            Version = Kernel.Version,
            Input = slice.Input,
            ExpectedUnits = slice.ExpectedUnits,
            MaxUnits = slice.MaxUnits,
            LeaseMs = leaseMs,
            Nonce = $"nonce-{number}",
        };
    }

    private sealed class NoFiles : IInputFiles
    {
        public ReadOnlyMemory<byte> Read(string name) => throw new InputException(name);
    }
}
