namespace P2C2R.Cli.Bench.RayTracing;

/// <summary>Somebody who traces the rays of a scene.</summary>
internal interface IRayTracer : IDisposable
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>Median milliseconds of building the hierarchy; NaN where it isn't measured.</summary>
    Task<double> BuildAsync(int times);

    /// <summary>Millions of rays a second; NaN where it can't trace in this way.</summary>
    Task<double> TraceAsync(RaySet set, double seconds);

    /// <summary>Triangle and distance for each ray, -1 where it hits nothing; for shadow rays 1 where something is in the way.</summary>
    Task<(int Triangle, float Distance)[]> HitsAsync(RaySet set);
}
