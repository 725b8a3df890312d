using System.Buffers.Binary;
using P2C2R.Cli.Bench.Models;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>
/// A matrix of random numbers in the bytes of a GGUF type, and the numbers that these bytes stand for by ggml's definition, written down number by number.
/// </summary>
internal sealed class WrittenMatrix
{
    private readonly Random _random;

    public WrittenMatrix(WeightType type, int rows, int columns, Random random)
    {
        _random = random;
        var numbers = new List<double>();
        var bytes = new List<byte>();
        var wanted = Enumerable.Range(0, rows * columns).Select(_ => (random.NextDouble() - 0.5) * 3.4 / Math.Sqrt(columns)).ToArray();
        var size = type switch { WeightType.F32 or WeightType.F16 => 1, WeightType.Q6 => 256, _ => 32 };
        foreach (var block in wanted.Chunk(size)) Write(type, block, bytes, numbers);
        (Type, Rows, Columns, Numbers, Bytes) = (type, rows, columns, [.. numbers], [.. bytes]);
    }

    public WeightType Type { get; }

    public int Rows { get; }

    public int Columns { get; }

    public double[] Numbers { get; }

    public byte[] Bytes { get; }

    public void AddTo(GgufBuilder gguf, string name) => gguf.Tensor(name, Columns, Rows, (int)Type, Bytes.Length, stream => stream.Write(Bytes));

    private void Write(WeightType type, double[] block, List<byte> bytes, List<double> numbers)
    {
        switch (type)
        {
            case WeightType.F32:
                numbers.Add((float)block[0]);
                bytes.AddRange(BitConverter.GetBytes((float)block[0]));
                break;
            case WeightType.F16:
                numbers.Add((double)(Half)block[0]);
                bytes.AddRange(BitConverter.GetBytes((Half)block[0]));
                break;
            case WeightType.Q8:
                WriteScaled(block, 127, bytes, numbers, static quants => [.. quants.Select(static q => (byte)(sbyte)q)]);
                break;
            case WeightType.Q4:
                // Numbers i and i + 16 share a byte.
                WriteScaled(block, 7, bytes, numbers, static quants => [.. Enumerable.Range(0, 16).Select(i => (byte)((quants[i] + 8) | ((quants[i + 16] + 8) << 4)))]);
                break;
            default:
                WriteSixBits(bytes, numbers);
                break;
        }
    }

    private static void WriteScaled(double[] block, int largest, List<byte> bytes, List<double> numbers, Func<int[], byte[]> pack)
    {
        var scale = (Half)(block.Max(Math.Abs) / largest);
        int[] quants = [.. block.Select(x => (int)Math.Clamp(Math.Round(x / (double)scale), -largest, largest))];
        bytes.AddRange(BitConverter.GetBytes(scale));
        bytes.AddRange(pack(quants));
        numbers.AddRange(quants.Select(q => q * (double)scale));
    }

    /// <summary>ggml's <c>dequantize_row_q6_K</c>, from random bytes.</summary>
    private void WriteSixBits(List<byte> bytes, List<double> numbers)
    {
        var block = new byte[210];
        _random.NextBytes(block);
        var d = (Half)(0.0001 * (1 + _random.NextDouble()));
        BinaryPrimitives.WriteHalfLittleEndian(block.AsSpan(208), d);
        var y = new double[256];
        for (var half = 0; half < 2; half++)
        {
            for (var l = 0; l < 32; l++)
            {
                int low = block[(64 * half) + l], lowNext = block[(64 * half) + l + 32], high = block[128 + (32 * half) + l];
                int[] quants = [(low & 15) | ((high & 3) << 4), (lowNext & 15) | (((high >> 2) & 3) << 4), (low >> 4) | (((high >> 4) & 3) << 4), (lowNext >> 4) | (((high >> 6) & 3) << 4)];
                for (var k = 0; k < 4; k++) y[(128 * half) + (32 * k) + l] = (double)d * (sbyte)block[192 + (8 * half) + (l / 16) + (2 * k)] * (quants[k] - 32);
            }
        }

        bytes.AddRange(block);
        numbers.AddRange(y);
    }
}
