using P2C2R.Cli.Bench.Models;
using P2C2R.Kernels.Dialogue.Models.Files;
using P2C2R.Kernels.Dialogue.Models.Inference;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>GGUF files of all types that are read, from their bytes to logits, beside <see cref="ReferenceModel"/> on the numbers that the bytes stand for.</summary>
public sealed class GgufReferenceTests(ITestOutputHelper output)
{
    private const int Dimension = 256;
    private const int Hidden = 512;
    private const int Layers = 2;
    private const int Heads = 8;
    private const int KeyHeads = 4;
    private const int Vocabulary = 300;
    private const int Tokens = 40;
    private const double MostError = 1e-4;

    [Theory]
    [InlineData(nameof(WeightType.F32), nameof(WeightType.F32))]
    [InlineData(nameof(WeightType.F16), nameof(WeightType.F16))]
    [InlineData(nameof(WeightType.Q8), nameof(WeightType.Q8))]
    [InlineData(nameof(WeightType.Q4), nameof(WeightType.Q4))]
    [InlineData(nameof(WeightType.Q4), nameof(WeightType.Q6))]
    [InlineData(nameof(WeightType.Q6), nameof(WeightType.Q8))]
    public void Logits_are_those_of_the_reference(string type, string outputType)
    {
        var (file, reference) = Write(Enum.Parse<WeightType>(type), Enum.Parse<WeightType>(outputType));
        var weights = GgufModelReader.Read(GgufFile.Read(file), TestContext.Current.CancellationToken);
        var memory = new TokenMemory(weights.Shape, Tokens);
        var transformer = new Transformer(weights, 1, Tokens, new WorkShare(1, TestContext.Current.CancellationToken));
        var worst = 0.0;
        for (var position = 0; position < Tokens; position++)
        {
            var token = position * 97 % Vocabulary;
            var expected = reference.Next(token);
            transformer.Compute([new TokenStep(memory, token, position)], [0]);
            var error = expected.Zip(transformer.Logits(0).ToArray(), static (e, a) => Math.Abs(e - a)).Max() / expected.Max(Math.Abs);
            worst = Math.Max(worst, error);
            Assert.True(error < MostError, $"position {position}: error {error}");
        }

        output.WriteLine($"largest error / largest |logit|: {worst}");
    }

    private static (byte[] File, ReferenceModel Reference) Write(WeightType type, WeightType outputType)
    {
        var random = new Random(7);
        WrittenMatrix Make(int rows, int columns, WeightType? other = null) => new(other ?? type, rows, columns, random);
        const int KeyDimension = Dimension / Heads * KeyHeads;
        var norm = new WrittenMatrix(WeightType.F32, 1, Dimension, random);
        var (embedding, outputs) = (Make(Vocabulary, Dimension), Make(Vocabulary, Dimension, outputType));
        (string Name, WrittenMatrix[] All)[] kinds = [.. new[]
        {
            ("attn_q", Dimension, Dimension), ("attn_k", KeyDimension, Dimension), ("attn_v", KeyDimension, Dimension), ("attn_output", Dimension, Dimension),
            ("ffn_gate", Hidden, Dimension), ("ffn_down", Dimension, Hidden), ("ffn_up", Hidden, Dimension),
        }.Select(k => (k.Item1, Enumerable.Range(0, Layers).Select(_ => Make(k.Item2, k.Item3)).ToArray()))];
        using var gguf = new GgufBuilder();
        gguf.Text("general.architecture", "llama").Integer("llama.context_length", 64).Integer("llama.embedding_length", Dimension).Integer("llama.block_count", Layers)
            .Integer("llama.feed_forward_length", Hidden).Integer("llama.attention.head_count", Heads).Integer("llama.attention.head_count_kv", KeyHeads);
        embedding.AddTo(gguf, "token_embd.weight");
        outputs.AddTo(gguf, "output.weight");
        AddNorm(gguf, "output_norm.weight", norm);
        for (var l = 0; l < Layers; l++)
        {
            AddNorm(gguf, $"blk.{l}.attn_norm.weight", norm);
            AddNorm(gguf, $"blk.{l}.ffn_norm.weight", norm);
            foreach (var (name, all) in kinds) all[l].AddTo(gguf, $"blk.{l}.{name}.weight");
        }

        using var file = new MemoryStream();
        gguf.Write(file);
        double[] norms = [.. Enumerable.Repeat(norm.Numbers, Layers).SelectMany(static n => n)];
        double[] Of(int first, int count) => [.. kinds.Skip(first).Take(count).SelectMany(static k => k.All).SelectMany(static m => m.Numbers)];
        double[] numbers = [.. embedding.Numbers, .. norms, .. Of(0, 4), .. norms, .. Of(4, 3), .. norm.Numbers, .. new double[64 * (Dimension / Heads)], .. outputs.Numbers];
        return (file.ToArray(), ReferenceModel.Of([Dimension, Hidden, Layers, Heads, KeyHeads, -Vocabulary, 64], numbers));
    }

    private static void AddNorm(GgufBuilder gguf, string name, WrittenMatrix norm) => gguf.Tensor(name, Dimension, 0, (int)WeightType.F32, norm.Bytes.Length, stream => stream.Write(norm.Bytes));
}
