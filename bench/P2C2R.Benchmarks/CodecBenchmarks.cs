using System.Buffers;
using BenchmarkDotNet.Attributes;
using P2C2R.Protocol;

namespace P2C2R.Benchmarks;

/// <summary>The four messages that every task of one slice costs, to JSON and back.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly ArrayBufferWriter<byte> _destination = new(4096);
    private Message _message = null!;
    private byte[] _encoded = null!;

    [Params("submit", "lease", "done", "result")]
    public string Type { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _message = Type switch
        {
            "submit" => SampleTask.Submit(1),
            "lease" => SampleTask.Lease(1),
            "done" => SampleTask.Done(1),
            _ => SampleTask.Result(1),
        };
        MessageCodec.Encode(_message, _destination);
        _encoded = _destination.WrittenSpan.ToArray();
    }

    [Benchmark]
    public int Encode()
    {
        _destination.ResetWrittenCount();
        MessageCodec.Encode(_message, _destination);
        return _destination.WrittenCount;
    }

    [Benchmark]
    public bool Decode() => MessageCodec.TryDecode(_encoded, out _, out _);
}
