using System.Diagnostics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Cli.Bench.RayTracing;

/// <summary>The hierarchy of the kernels; one for all figures.</summary>
/// <param name="scene">What to trace.</param>
/// <param name="threads">How many threads to use.</param>
internal sealed class OwnTracer(BenchScene scene, int threads) : IRayTracer
{
    private const int Block = 4096;

    private SceneHierarchy _hierarchy = Build(scene, threads);

    /// <inheritdoc/>
    public string Name => "P2C2R";

    /// <inheritdoc/>
    public Task<double> BuildAsync(int times)
    {
        var milliseconds = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _hierarchy = Build(scene, threads);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Task.FromResult(Score.Median(milliseconds));
    }

    /// <inheritdoc/>
    public Task<double> TraceAsync(RaySet set, double seconds)
    {
        var blocks = (set.Rays.Length + Block - 1) / Block;
        var (next, done) = (-1, 0L);
        var start = Stopwatch.GetTimestamp();
        void Work()
        {
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            {
                var first = Interlocked.Increment(ref next) % blocks * Block;
                var rays = set.Rays.AsSpan(first, Math.Min(Block, set.Rays.Length - first));
                Trace(set.Way, rays);
                Interlocked.Add(ref done, rays.Length);
            }
        }

        var others = Enumerable.Range(1, threads - 1).Select(_ => new Thread(Work)).ToList();
        foreach (var other in others) other.Start();
        Work();
        foreach (var other in others) other.Join();
        return Task.FromResult(done / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e6);
    }

    /// <inheritdoc/>
    public Task<(int Triangle, float Distance)[]> HitsAsync(RaySet set)
    {
        var hits = new Hit[set.Rays.Length];
        if (set.Way == "packets") _hierarchy.Closest(set.Rays, hits);
        else if (!set.IsShadow) for (var i = 0; i < hits.Length; i++) _hierarchy.Closest(set.Rays[i], out hits[i]);
        return Task.FromResult(set.IsShadow ? [.. set.Rays.Select(r => (_hierarchy.Occluded(r) ? 1 : 0, 0f))] : hits.Select(static h => (h.Triangle, h.Distance)).ToArray());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static SceneHierarchy Build(BenchScene scene, int threads)
        => SceneHierarchy.Build([scene.Mesh], [new GeometryInstance(0, Affine3.Identity)], threads, CancellationToken.None);

    private void Trace(string way, ReadOnlySpan<Ray> rays)
    {
        if (way == "packets")
        {
            Span<Hit> hits = stackalloc Hit[16];
            for (var i = 0; i + hits.Length <= rays.Length; i += hits.Length) _hierarchy.Closest(rays.Slice(i, hits.Length), hits);
        }
        else if (way == "occluded")
        {
            foreach (ref readonly var ray in rays) _hierarchy.Occluded(ray);
        }
        else
        {
            foreach (ref readonly var ray in rays) _hierarchy.Closest(ray, out _);
        }
    }
}
