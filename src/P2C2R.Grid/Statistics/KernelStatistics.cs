using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A kernel on the status page; figures of this epoch.</summary>
public sealed record KernelStatistics
{
    /// <summary>The kernel.</summary>
    public required KernelId Kernel { get; init; }

    /// <summary>Connected peers that have it and room.</summary>
    public required int PeersWithRoom { get; init; }

    /// <summary>Attempts started.</summary>
    public required long AttemptsStarted { get; init; }

    /// <summary>Computations agreed.</summary>
    public required long Agreed { get; init; }

    /// <summary>Their work units.</summary>
    public required long Units { get; init; }

    /// <summary>What workers took, in milliseconds: the median.</summary>
    public required double ProcessingMsP50 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public required double ProcessingMsP99 { get; init; }

    internal static KernelStatistics Of(Kernel kernel) => new()
    {
        Kernel = kernel.Id,
        PeersWithRoom = kernel.Room.Count,
        AttemptsStarted = kernel.AttemptsStarted,
        Agreed = kernel.ComputationsAgreed,
        Units = kernel.UnitsAgreed,
        ProcessingMsP50 = GridStatistics.Ms(kernel.Processing, 0.5),
        ProcessingMsP99 = GridStatistics.Ms(kernel.Processing, 0.99),
    };
}
