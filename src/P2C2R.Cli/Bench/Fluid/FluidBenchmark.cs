using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Cli.Bench.Fluid;

/// <summary>
/// Particle steps a second of a dam break of 100,000 particles in a tank of 64 x 64 x 64 cells, beside a plain C++ program of the same method,
/// on one thread, in turns.
/// </summary>
/// <param name="Steps">Steps of each turn.</param>
/// <param name="Rounds">Turns of each; the least time counts.</param>
/// <param name="Folder">Where to compile, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record FluidBenchmark(int Steps, int Rounds, string? Folder, bool Json)
{
    private const int Cells = 64;
    private const int WarmUpSteps = 50;
    private const float CellsPerMetre = 32;
    private const float Sound = 40 * CellsPerMetre;

    /// <summary>Runs it.</summary>
    public Task<int> RunAsync(CancellationToken stop)
    {
        using var disk = Disk.Open(Folder);
        var rival = CompiledProgram.Compile("fluid/mpm.cpp", disk.Folder, needs: null, ["-O3", "-march=native"], []);
        var (own, theirs) = ((Seconds: double.MaxValue, Height: 0.0), (Seconds: double.MaxValue, Height: 0.0));
        for (var round = 0; round < Rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            own = Better(own, Measure(stop));
            if (rival is not null) theirs = Better(theirs, Measure(rival));
        }

        Print(own, rival is null ? null : theirs);
        return Task.FromResult(ExitCodes.Done);
    }

    private static (int X, int Y, int Z) Column => (40, 50, 50);

    private static int Particles => Column.X * Column.Y * Column.Z;

    private static (double Seconds, double Height) Better((double Seconds, double Height) a, (double Seconds, double Height) b) => b.Seconds < a.Seconds ? b : a;

    private (double Seconds, double Height) Measure(CancellationToken stop)
    {
        var settings = new FluidSettings(0.3f / Sound, Sound, 0, new Float3(0, -9.81f * CellsPerMetre, 0), 8, new TankWalls(0, 0, 0, 0, 0, 0));
        var particles = Fill();
        using var world = new FluidWorld(new FluidShape(Cells, Cells, Cells), settings, particles, threads: 1, stop);
        for (var i = 0; i < WarmUpSteps; i++) Step(world);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Steps; i++) Step(world);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var height = 0.0;
        for (var i = 0; i < particles.Count; i++) height += particles.Rows[(i * ParticleStore.Floats) + 1] - FluidShape.Wall;
        return (seconds, height / particles.Count);
    }

    private static void Step(FluidWorld world)
    {
        if (!world.Step()) throw new InvalidOperationException("the fluid moved more than a cell in a step");
    }

    /// <summary>Two particles along each axis of a cell.</summary>
    private static ParticleStore Fill()
    {
        var particles = new ParticleStore(Particles);
        for (var i = 0; i < Particles; i++)
        {
            var row = particles.Rows.Slice(i * ParticleStore.Floats, ParticleStore.Floats);
            var (x, y, z) = (i % Column.X, i / Column.X % Column.Y, i / (Column.X * Column.Y));
            (row[0], row[1], row[2], row[3]) = (FluidShape.Wall + ((x + 0.5f) / 2), FluidShape.Wall + ((y + 0.5f) / 2), FluidShape.Wall + ((z + 0.5f) / 2), 1);
        }

        return particles;
    }

    private (double Seconds, double Height) Measure(CompiledProgram rival)
    {
        using var answer = JsonDocument.Parse(rival.Run($"{Column.X}", $"{Column.Y}", $"{Column.Z}", $"{Steps}", $"{WarmUpSteps}"));
        return (answer.RootElement.GetProperty("seconds").GetDouble(), answer.RootElement.GetProperty("mean_height").GetDouble());
    }

    private void Print((double Seconds, double Height) own, (double Seconds, double Height)? rival)
    {
        var report = new JsonObject { ["particles"] = Particles, ["steps"] = Steps, ["million_particle_steps_per_s"] = Rate(own.Seconds), ["mean_height"] = Math.Round(own.Height, 4) };
        if (rival is { } theirs)
        {
            report["plain_million_particle_steps_per_s"] = Rate(theirs.Seconds);
            report["plain_mean_height"] = Math.Round(theirs.Height, 4);
            report["ratio"] = Math.Round(theirs.Seconds / own.Seconds, 2);
        }

        if (Json)
        {
            Console.WriteLine(report.ToJsonString());
            return;
        }

        Console.WriteLine($"fluid: {Particles:N0} particles, {Cells} x {Cells} x {Cells} cells, {Steps} steps, one thread; million particle steps a second, mean height in cells");
        Console.WriteLine($"  P2C2R      {report["million_particle_steps_per_s"],6}   {report["mean_height"]}");
        Console.WriteLine(rival is null ? "  g++ or bench/fluid/mpm.cpp is not here: nothing to compare with" : $"  plain C++  {report["plain_million_particle_steps_per_s"],6}   {report["plain_mean_height"]}   P2C2R / plain {report["ratio"]}");
    }

    private double Rate(double seconds) => Math.Round((double)Particles * Steps / seconds / 1e6, 1);
}
