using System.Buffers.Binary;
using System.Text;

namespace P2C2R.Cli.Bench.Models;

/// <summary>Writes a model of random weights, the same for the same sizes and seed: for measuring and for tests. It says nothing that means anything.</summary>
/// <param name="Dimension">Numbers of a token's state, a multiple of 32.</param>
/// <param name="Hidden">Numbers of the feed-forward part, a multiple of 32.</param>
/// <param name="Layers">Layers.</param>
/// <param name="Heads">Heads.</param>
/// <param name="KeyHeads">Heads of keys and values.</param>
/// <param name="Vocabulary">Tokens, 259 or more.</param>
/// <param name="Context">Positions.</param>
/// <param name="Type">How weights are written.</param>
/// <param name="Seed">Which random weights.</param>
/// <param name="Output">How the output's own weights are written; null where it has the embedding's.</param>
internal sealed record RandomModel(int Dimension, int Hidden, int Layers, int Heads, int KeyHeads, int Vocabulary, int Context, WeightType Type, int Seed, WeightType? Output = null)
{
    private const int FirstText = 259;

    private int KeyDimension => Dimension / Heads * KeyHeads;

    /// <summary>Writes it as a GGUF file with a tokenizer of bytes and letter pairs.</summary>
    public void Write(Stream file)
    {
        var random = new RandomNumbers((ulong)Seed);
        using var gguf = new GgufBuilder();
        gguf.Text("general.architecture", "llama")
            .Text("general.name", "random weights")
            .Integer("llama.context_length", Context)
            .Integer("llama.embedding_length", Dimension)
            .Integer("llama.block_count", Layers)
            .Integer("llama.feed_forward_length", Hidden)
            .Integer("llama.attention.head_count", Heads)
            .Integer("llama.attention.head_count_kv", KeyHeads)
            .Fraction("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        AddTokenizer(gguf);
        AddMatrix(gguf, random, "token_embd.weight", Vocabulary, Dimension);
        for (var l = 0; l < Layers; l++) AddLayer(gguf, random, $"blk.{l}.");
        AddNorm(gguf, "output_norm.weight");
        if (Output is { } output) AddMatrix(gguf, random, "output.weight", Vocabulary, Dimension, output);
        gguf.Write(file);
    }

    private void AddLayer(GgufBuilder gguf, RandomNumbers random, string layer)
    {
        AddNorm(gguf, $"{layer}attn_norm.weight");
        AddMatrix(gguf, random, $"{layer}attn_q.weight", Dimension, Dimension);
        AddMatrix(gguf, random, $"{layer}attn_k.weight", KeyDimension, Dimension);
        AddMatrix(gguf, random, $"{layer}attn_v.weight", KeyDimension, Dimension);
        AddMatrix(gguf, random, $"{layer}attn_output.weight", Dimension, Dimension);
        AddNorm(gguf, $"{layer}ffn_norm.weight");
        AddMatrix(gguf, random, $"{layer}ffn_gate.weight", Hidden, Dimension);
        AddMatrix(gguf, random, $"{layer}ffn_up.weight", Hidden, Dimension);
        AddMatrix(gguf, random, $"{layer}ffn_down.weight", Dimension, Hidden);
    }

    private void AddTokenizer(GgufBuilder gguf)
    {
        var tokens = new List<byte[]> { "<unk>"u8.ToArray(), "<s>"u8.ToArray(), "</s>"u8.ToArray() };
        var types = new List<int> { 2, 3, 3 };
        for (var value = 0; value < 256; value++) tokens.Add(Encoding.ASCII.GetBytes($"<0x{value:X2}>"));
        for (var token = FirstText; token < Vocabulary; token++) tokens.Add(Encoding.UTF8.GetBytes(NameToken(token - FirstText)));
        for (var token = types.Count; token < Vocabulary; token++) types.Add(token < FirstText ? 6 : 1);
        gguf.Text("tokenizer.ggml.model", "llama")
            .Texts("tokenizer.ggml.tokens", tokens)
            .Fractions("tokenizer.ggml.scores", [.. Enumerable.Range(0, Vocabulary).Select(static t => -(float)t)])
            .Integers("tokenizer.ggml.token_type", types)
            .Integer("tokenizer.ggml.bos_token_id", 1)
            .Integer("tokenizer.ggml.eos_token_id", 2);
    }

    // Letters, then pairs, then triples: a, b ... z, aa, ab ...
    private static string NameToken(int number)
    {
        var name = "";
        for (number++; number > 0; number = (number - 1) / 27) name = "\u2581abcdefghijklmnopqrstuvwxyz"[(number - 1) % 27] + name;
        return name;
    }

    private void AddNorm(GgufBuilder gguf, string name) => gguf.Tensor(name, Dimension, 0, (int)WeightType.F32, Dimension * 4L, stream =>
    {
        Span<byte> one = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(one, 1);
        for (var i = 0; i < Dimension; i++) stream.Write(one);
    });

    private void AddMatrix(GgufBuilder gguf, RandomNumbers random, string name, int rows, int columns) => AddMatrix(gguf, random, name, rows, columns, Type);

    private static void AddMatrix(GgufBuilder gguf, RandomNumbers random, string name, int rows, int columns, WeightType type)
    {
        var seed = random.Next();
        var bytes = new byte[BytesOf(type, columns)];
        gguf.Tensor(name, columns, rows, (int)type, (long)rows * bytes.Length, stream =>
        {
            var row = new RandomNumbers(seed);
            for (var i = 0; i < rows; i++)
            {
                FillRow(row, bytes, columns, type);
                stream.Write(bytes);
            }
        });
    }

    private static int BytesOf(WeightType type, int columns) => type switch
    {
        WeightType.F32 => columns * 4,
        WeightType.F16 => columns * 2,
        WeightType.Q8 => columns / 32 * 34,
        WeightType.Q6 => columns / 256 * 210,
        _ => columns / 32 * 18,
    };

    // About one over the root of a row's length, so that vectors keep their size.
    private static void FillRow(RandomNumbers random, byte[] row, int columns, WeightType type)
    {
        var size = 1 / Math.Sqrt(columns);
        if (type is WeightType.F32 or WeightType.F16)
        {
            for (var i = 0; i < columns; i++)
            {
                var number = (float)(((random.NextFraction() * 2) - 1) * size * 1.7);
                if (type == WeightType.F32) BinaryPrimitives.WriteSingleLittleEndian(row.AsSpan(i * 4), number);
                else BinaryPrimitives.WriteHalfLittleEndian(row.AsSpan(i * 2), (Half)number);
            }

            return;
        }

        for (var i = 0; i < row.Length; i++) row[i] = (byte)random.Next();
        var (block, largest, scale) = type switch { WeightType.Q8 => (34, 127, 0), WeightType.Q6 => (210, 32 * 128, 208), _ => (18, 7, 0) };
        for (var at = scale; at < row.Length; at += block) BinaryPrimitives.WriteHalfLittleEndian(row.AsSpan(at), (Half)(size * 1.7 / largest * (0.5 + random.NextFraction())));
    }
}
