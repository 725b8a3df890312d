using System.Text;

namespace P2C2R.Cli.Bench.Models;

/// <summary>Writes GGUF files, version 3 (ggml-org, "GGUF"): values by name, then tensors whose bytes are made while they are written.</summary>
internal sealed class GgufBuilder : IDisposable
{
    private const int Alignment = 32;

    private readonly MemoryStream _values = new();
    private readonly MemoryStream _tensors = new();
    private readonly List<Action<Stream>> _writers = [];
    private readonly List<long> _lengths = [];
    private long _count;
    private long _offset;

    /// <summary>Adds a text.</summary>
    public GgufBuilder Text(string name, string text) => Value(name, 8, w => WriteText(w, Encoding.UTF8.GetBytes(text)));

    /// <summary>Adds a whole number of 32 bits.</summary>
    public GgufBuilder Integer(string name, int number) => Value(name, 4, w => w.Write(number));

    /// <summary>Adds a fraction of 32 bits.</summary>
    public GgufBuilder Fraction(string name, float number) => Value(name, 6, w => w.Write(number));

    /// <summary>Adds texts.</summary>
    public GgufBuilder Texts(string name, IReadOnlyList<byte[]> texts) => Array(name, 8, texts.Count, (w, i) => WriteText(w, texts[i]));

    /// <summary>Adds fractions.</summary>
    public GgufBuilder Fractions(string name, IReadOnlyList<float> numbers) => Array(name, 6, numbers.Count, (w, i) => w.Write(numbers[i]));

    /// <summary>Adds whole numbers.</summary>
    public GgufBuilder Integers(string name, IReadOnlyList<int> numbers) => Array(name, 5, numbers.Count, (w, i) => w.Write(numbers[i]));

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="rows">Rows; 0 for a vector.</param>
    /// <param name="type">The format's number for how numbers are written.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="write">Writes them.</param>
    public GgufBuilder Tensor(string name, int columns, int rows, int type, long length, Action<Stream> write)
    {
        using var writer = new BinaryWriter(_tensors, Encoding.UTF8, leaveOpen: true);
        WriteText(writer, Encoding.UTF8.GetBytes(name));
        writer.Write(rows > 0 ? 2 : 1);
        writer.Write((long)columns);
        if (rows > 0) writer.Write((long)rows);
        writer.Write(type);
        writer.Write(_offset);
        _writers.Add(write);
        _lengths.Add(length);
        _offset += Pad(length);
        return this;
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream file)
    {
        using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        writer.Write("GGUF"u8);
        writer.Write(3);
        writer.Write((long)_writers.Count);
        writer.Write(_count);
        writer.Write(_values.ToArray());
        writer.Write(_tensors.ToArray());
        var header = 24 + _values.Length + _tensors.Length;
        writer.Write(new byte[Pad(header) - header]);
        for (var i = 0; i < _writers.Count; i++)
        {
            _writers[i](file);
            writer.Write(new byte[Pad(_lengths[i]) - _lengths[i]]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _tensors.Dispose();
    }

    private static long Pad(long length) => (length + Alignment - 1) / Alignment * Alignment;

    private static void WriteText(BinaryWriter writer, byte[] text)
    {
        writer.Write((long)text.Length);
        writer.Write(text);
    }

    private GgufBuilder Array(string name, int type, int count, Action<BinaryWriter, int> write) => Value(name, 9, writer =>
    {
        writer.Write(type);
        writer.Write((long)count);
        for (var i = 0; i < count; i++) write(writer, i);
    });

    private GgufBuilder Value(string name, int type, Action<BinaryWriter> write)
    {
        using var writer = new BinaryWriter(_values, Encoding.UTF8, leaveOpen: true);
        WriteText(writer, Encoding.UTF8.GetBytes(name));
        writer.Write(type);
        write(writer);
        _count++;
        return this;
    }
}
