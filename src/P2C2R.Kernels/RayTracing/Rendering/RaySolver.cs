using System.Buffers.Binary;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>Executes slices: for each item, row by row, the sums of its samples (binary32, little-endian). A work unit is a ray. Safe for threads.</summary>
internal sealed class RaySolver
{
    private readonly SceneCache _scenes = new();

    /// <summary>Executes a slice; see <see cref="IKernel.Execute"/>.</summary>
    public OutputTrailer Execute(SliceExecution execution)
    {
        if (RaySlice.Read(execution.Input.Span) is not { } slice) return Refusal.Of(execution, "the input is not a slice of a ray-traced view");
        if (execution.Blobs.Count != 1) return Refusal.Of(execution, "the input needs its scene as its one blob");
        if (slice.MostRays > execution.MaxUnits) return new OutputTrailer(Math.Max(0, execution.MaxUnits), SliceOutcome.OutOfUnits);
        try
        {
            var scene = _scenes.Load(slice.Source, execution);
            slice = slice with { View = slice.View.In(scene, execution.Cancellation) };
            if (slice.Measure.Open(slice.View, scene) is not { } first) return Refusal.Of(execution, "the measure doesn't fit the view or the scene");
            return new OutputTrailer(Measure(execution, slice, scene, first), SliceOutcome.Completed);
        }
        catch (InputException e)
        {
            return Refusal.Of(execution, e.Message);
        }
    }

    /// <summary>Measures and writes; rays counted.</summary>
    private static long Measure(SliceExecution execution, RaySlice slice, PreparedScene scene, ItemSampler first)
    {
        var sums = new float[slice.Region.Count * slice.Channels];
        var rows = new RowQueue(slice.Region.Height, execution.Progress);
        long rays = 0;
        var helpers = new Thread[Math.Min(execution.Threads, slice.Region.Height) - 1];
        Exception? thrown = null;

        void Work(ItemSampler sampler)
        {
            try
            {
                while (rows.TryTake(out var row)) MeasureRow(sampler, slice, row, sums, execution.Cancellation);
                Interlocked.Add(ref rays, sampler.Rays.Rays);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref thrown, e, null);
                rows.Stop();
            }
        }

        for (var i = 0; i < helpers.Length; i++)
        {
            var sampler = slice.Measure.Open(slice.View, scene)!;
            helpers[i] = new Thread(() => Work(sampler)) { IsBackground = true, Name = $"rays {i + 1}" };
            helpers[i].Start();
        }

        Work(first);
        foreach (var helper in helpers) helper.Join();
        execution.Cancellation.ThrowIfCancellationRequested();
        if (thrown is not null) throw new InvalidOperationException($"a ray failed: {thrown.Message}", thrown);
        Write(execution.Output, sums);
        return rays;
    }

    private static void MeasureRow(ItemSampler sampler, RaySlice slice, int row, float[] sums, CancellationToken cancellation)
    {
        var (channels, own) = (slice.Channels, slice.Measure.Channels);
        var item = new PairwiseSums(channels);
        var values = new float[channels];
        for (var column = 0; column < slice.Region.Width; column++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (x, y) = (slice.Region.X + column, slice.Region.Y + row);
            var key = LowDiscrepancy.Key(slice.Seed, ((long)y * slice.View.Width) + x);
            item.Clear();
            for (var i = 0; i < slice.Block.Count; i++)
            {
                Array.Clear(values);
                var points = new SamplePoints(key, slice.Block.First + i);
                if (i % CameraRays.Count == 0) LookAhead(sampler.Rays, slice, x, y, points);
                var isTelling = sampler.Sample(x, y, points, values.AsSpan(0, own));
                if (own < channels && isTelling) values[own] = 1;
                else if (own < channels) Array.Clear(values);
                MakeFinite(values);
                item.Add(values);
            }

            item.Total(sums.AsSpan(((row * slice.Region.Width) + column) * channels, channels));
        }
    }

    private static void LookAhead(RayCounter rays, RaySlice slice, int x, int y, SamplePoints points)
    {
        var isWhole = slice.Block.First + slice.Block.Count - points.Sample >= CameraRays.Count;
        if (isWhole && rays.Scene.Hierarchy.HasPackets && slice.View is RayView view) view.Expect(rays, x, y, points);
        else rays.Expected.Clear();
    }

    /// <summary>A sample that overflowed says nothing.</summary>
    private static void MakeFinite(Span<float> values)
    {
        foreach (var value in values)
        {
            if (float.IsFinite(value)) continue;
            values.Clear();
            return;
        }
    }

    private static void Write(Stream output, float[] sums)
    {
        var bytes = new byte[4 * sums.Length];

        // Sums of finite numbers may overflow; adding 0 turns -0 into 0.
        for (var i = 0; i < sums.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), float.IsFinite(sums[i]) ? sums[i] + 0f : float.MaxValue);
        output.Write(bytes);
    }
}
