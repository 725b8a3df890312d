using System.Text;
using BenchmarkDotNet.Attributes;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Benchmarks;

/// <summary>A thousand shortest paths on one thread, on a map of 256 x 256 cells of which a quarter is blocked: planned and run from one document.</summary>
public class PathfindingBenchmarks
{
    private const int Side = 256;
    private const int Queries = 1_000;
    private readonly IKernel _kernel = KernelCatalog.Newest(Kinds.Pathfinding)!;
    private TaskPlan _plan = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        var document = new StringBuilder("{\"rows\":[");
        for (var y = 0; y < Side; y++)
        {
            var row = new char[Side];
            for (var x = 0; x < Side; x++) row[x] = random.Next(4) == 0 ? '@' : '.';
            document.Append(y == 0 ? "\"" : ",\"").Append(row).Append('"');
        }

        document.Append("],\"queries\":[");
        for (var i = 0; i < Queries; i++)
        {
            document.Append(i == 0 ? "" : ",").Append($"{{\"start\":[{random.Next(Side)},{random.Next(Side)}],\"goal\":[{random.Next(Side)},{random.Next(Side)}]}}");
        }

        _plan = _kernel.Plan(Encoding.UTF8.GetBytes(document.Append("]}").ToString()), new NoFiles());
    }

    [Benchmark(OperationsPerInvoke = Queries)]
    public MergedTask Run() => new LocalRun(_kernel, _plan, threads: 1).Run(Stream.Null);

    private sealed class NoFiles : IInputFiles
    {
        public ReadOnlyMemory<byte> Read(string name) => throw new FileNotFoundException(name);
    }
}
