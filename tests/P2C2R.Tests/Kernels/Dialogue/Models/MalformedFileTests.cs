using System.Buffers.Binary;
using P2C2R.Cli.Bench.Models;
using P2C2R.Kernels;
using P2C2R.Kernels.Dialogue.Models.Files;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>Whatever bytes a file has: it is read, or one clear error says why not, in memory not much larger than the file.</summary>
public sealed class MalformedFileTests
{
    // Beside the file's size: tables whose sizes don't depend on the file.
    private const long Constant = 4 << 20;

    [Fact]
    public void Files_that_are_cut_off_are_refused()
    {
        var file = ModelFiles.Make(WeightType.Q8);
        for (var length = 0; length < file.Length - 32; length += length < 4_000 ? 7 : 997) Assert.Throws<InputException>(() => Read(file[..length]));
        var checkpoint = MakeCheckpoint();
        for (var length = 0; length < checkpoint.Length; length += 61) Assert.Throws<InputException>(() => CheckpointReader.Read(checkpoint.AsSpan(0, length), TestContext.Current.CancellationToken));
        Assert.Equal(8, CheckpointReader.Read(checkpoint, TestContext.Current.CancellationToken).Shape.Dimension);
    }

    [Fact]
    public void Files_with_any_bytes_changed_are_read_or_refused()
    {
        var random = new Random(11);
        foreach (var original in new[] { ModelFiles.Make(WeightType.Q4), ModelFiles.MakeByteLevel("default") })
        {
            for (var turn = 0; turn < 1_500; turn++)
            {
                var file = original.ToArray();
                for (var change = random.Next(1, 4); change > 0; change--) Change(random, file.AsSpan(0, Math.Min(file.Length - 8, 9_000)));
                TryRead(file);
            }
        }
    }

    [Fact]
    public void Checkpoints_of_absurd_sizes_are_refused()
    {
        var random = new Random(13);
        var original = MakeCheckpoint();
        for (var turn = 0; turn < 2_000; turn++)
        {
            var file = original.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4 * random.Next(7)), random.Next(3) switch { 0 => int.MaxValue, 1 => random.Next(-4, 40), _ => random.Next(int.MinValue, int.MaxValue) });
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                CheckpointReader.Read(file, TestContext.Current.CancellationToken);
            }
            catch (InputException)
            {
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, file.Length + Constant);
        }
    }

    [Fact]
    public void Names_that_stand_twice_are_refused()
    {
        using var values = new GgufBuilder();
        Assert.Contains("twice", Refuse(values.Text("a", "b").Text("a", "c")), StringComparison.Ordinal);
        using var tensors = new GgufBuilder();
        Assert.Contains("twice", Refuse(tensors.Tensor("a", 1, 0, 0, 4, Four).Tensor("a", 1, 0, 0, 4, Four)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tokenizer_that_is_cut_off_or_lies_about_lengths_is_refused()
    {
        var random = new Random(17);
        var original = MakeTokenizer(300);
        CheckpointTokenizerReader.Read(original, 300, TestContext.Current.CancellationToken);
        for (var length = 0; length < original.Length; length++) Assert.Throws<InputException>(() => CheckpointTokenizerReader.Read(original.AsMemory(0, length), 300, TestContext.Current.CancellationToken));
        for (var turn = 0; turn < 1_000; turn++)
        {
            var file = original.ToArray();
            Change(random, file);
            try
            {
                CheckpointTokenizerReader.Read(file, 300, TestContext.Current.CancellationToken);
            }
            catch (InputException)
            {
            }
        }
    }

    private static void Four(Stream stream) => stream.Write(new byte[4]);

    private static string Refuse(GgufBuilder gguf)
    {
        using var file = new MemoryStream();
        gguf.Write(file);
        return Assert.Throws<InputException>(() => GgufFile.Read(file.ToArray())).Message;
    }

    private static void Change(Random random, Span<byte> bytes)
    {
        var at = random.Next(bytes.Length - 8);
        switch (random.Next(4))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: BinaryPrimitives.WriteInt64LittleEndian(bytes[at..], long.MaxValue >> random.Next(63)); break;
            case 2: BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], random.Next(16)); break;
            default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
        }
    }

    private static void TryRead(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Read(file);
        }
        catch (InputException wrong)
        {
            Assert.False(string.IsNullOrWhiteSpace(wrong.Message));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, file.Length + Constant);
    }

    private static void Read(byte[] file)
    {
        if (!GgufFile.Is(file)) throw new InputException("not a GGUF file");
        var gguf = GgufFile.Read(file);
        GgufTokenizerReader.Read(gguf, TestContext.Current.CancellationToken);
        GgufModelReader.Read(gguf, TestContext.Current.CancellationToken);
    }

    private static byte[] MakeCheckpoint()
    {
        var (dimension, hidden, layers, heads, vocabulary, context) = (8, 12, 2, 2, 20, 16);
        var layer = (2 * dimension) + (4 * dimension * dimension) + (3 * dimension * hidden);
        var file = new byte[28 + (4 * ((dimension * vocabulary) + (layers * layer) + dimension + (context * dimension / heads)))];
        int[] header = [dimension, hidden, layers, heads, heads, vocabulary, context];
        for (var i = 0; i < header.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4 * i), header[i]);
        return file;
    }

    private static byte[] MakeTokenizer(int count)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write(8);
        for (var token = 0; token < count; token++)
        {
            var name = System.Text.Encoding.ASCII.GetBytes(token is >= 3 and < 259 ? $"<0x{token - 3:X2}>" : $"t{token}");
            writer.Write(-(float)token);
            writer.Write(name.Length);
            writer.Write(name);
        }

        return file.ToArray();
    }
}
