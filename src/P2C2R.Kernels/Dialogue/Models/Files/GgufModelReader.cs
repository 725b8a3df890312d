using System.Runtime.InteropServices;
using P2C2R.Kernels.Dialogue.Models.Weights;

namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>The weights of a GGUF file whose architecture is <c>llama</c>.</summary>
internal static class GgufModelReader
{
    private const string Architecture = "llama";
    private const string Embedding = "token_embd.weight";
    private const string Output = "output.weight";
    private const string FrequencyFactors = "rope_freqs.weight";

    /// <summary>Reads the weights; those of 16, 8 and 4 bits stay where they are.</summary>
    /// <exception cref="InputException">The file isn't such a model; the message says why.</exception>
    public static ModelWeights Read(GgufFile file, CancellationToken cancellation = default)
    {
        var architecture = file.Text("general.architecture", "");
        if (architecture != Architecture) throw new InputException($"the GGUF file has a model of the architecture \"{architecture}\"; only \"{Architecture}\" is computed");
        var shape = ReadShape(file);
        shape.Check();
        CheckRotation(file, shape);
        var embedding = ReadMatrix(file, Embedding, shape.Vocabulary, shape.Dimension, cancellation);
        var output = file.HasTensor(Output) ? ReadMatrix(file, Output, shape.Vocabulary, shape.Dimension, cancellation) : embedding;
        var layers = new LayerWeights[shape.Layers];
        for (var l = 0; l < layers.Length; l++) layers[l] = ReadLayer(file, shape, $"blk.{l}.", cancellation);
        return new ModelWeights(shape, embedding, layers, ReadNorm(file, shape, "output_norm.weight"), output, ReadFactors(file, shape));
    }

    private static ModelShape ReadShape(GgufFile file)
    {
        var heads = file.Integer("llama.attention.head_count");
        return new ModelShape
        {
            Dimension = file.Integer("llama.embedding_length"),
            Hidden = file.Integer("llama.feed_forward_length"),
            Layers = file.Integer("llama.block_count"),
            Heads = heads,
            KeyHeads = file.Integer("llama.attention.head_count_kv", heads),
            Vocabulary = (int)file.Rows(Embedding),
            Context = file.Integer("llama.context_length"),
            RotaryBase = file.Number("llama.rope.freq_base", 10_000),
            Epsilon = (float)file.Number("llama.attention.layer_norm_rms_epsilon", 1e-5),
        };
    }

    // What would change the mathematics is refused, rather than left out.
    private static void CheckRotation(GgufFile file, ModelShape shape)
    {
        var turned = file.Integer("llama.rope.dimension_count", shape.HeadSize);
        if (turned != shape.HeadSize) throw new InputException($"the GGUF file's rotary positions turn {turned} numbers of a head, but heads have {shape.HeadSize}");
        if (file.Text("llama.rope.scaling.type", "none") != "none") throw new InputException("the GGUF file's rotary positions are scaled, which isn't computed here");
        if (file.Integer("llama.expert_count", 0) > 0) throw new InputException("the GGUF file has a mixture of experts, which isn't computed here");
        if (file.Integer("llama.attention.key_length", shape.HeadSize) != shape.HeadSize) throw new InputException($"the GGUF file's keys must have the {shape.HeadSize} numbers of a head");
    }

    private static LayerWeights ReadLayer(GgufFile file, ModelShape shape, string layer, CancellationToken cancellation) => new(
        ReadNorm(file, shape, $"{layer}attn_norm.weight"),
        ReadMatrix(file, $"{layer}attn_q.weight", shape.Dimension, shape.Dimension, cancellation),
        ReadMatrix(file, $"{layer}attn_k.weight", shape.KeyDimension, shape.Dimension, cancellation),
        ReadMatrix(file, $"{layer}attn_v.weight", shape.KeyDimension, shape.Dimension, cancellation),
        ReadMatrix(file, $"{layer}attn_output.weight", shape.Dimension, shape.Dimension, cancellation),
        ReadNorm(file, shape, $"{layer}ffn_norm.weight"),
        ReadMatrix(file, $"{layer}ffn_gate.weight", shape.Hidden, shape.Dimension, cancellation),
        ReadMatrix(file, $"{layer}ffn_up.weight", shape.Hidden, shape.Dimension, cancellation),
        ReadMatrix(file, $"{layer}ffn_down.weight", shape.Dimension, shape.Hidden, cancellation));

    private static NormWeights ReadNorm(GgufFile file, ModelShape shape, string name) => new(ReadPlain(file, name, shape.Dimension).Span, shape.Epsilon);

    private static float[] ReadFactors(GgufFile file, ModelShape shape)
    {
        if (!file.HasTensor(FrequencyFactors)) return [];
        var factors = MemoryMarshal.Cast<byte, float>(ReadPlain(file, FrequencyFactors, shape.HeadSize / 2).Span).ToArray();
        if (!factors.All(static f => f is >= 1 and <= 1e6f)) throw new InputException($"the tensor \"{FrequencyFactors}\" of the GGUF file has numbers out of range");
        return factors;
    }

    private static ReadOnlyMemory<byte> ReadPlain(GgufFile file, string name, int length)
    {
        var (tensor, bytes) = file.Tensor(name, 1, length);
        return tensor.Type == GgufTensorType.F32 ? bytes : throw new InputException($"the tensor \"{name}\" of the GGUF file must be F32");
    }

    private static Matrix ReadMatrix(GgufFile file, string name, int rows, int columns, CancellationToken cancellation)
    {
        var (tensor, bytes) = file.Tensor(name, rows, columns);
        return tensor.Type switch
        {
            GgufTensorType.F32 => new PackedMatrix(rows, columns, bytes.Span, cancellation),
            GgufTensorType.F16 => new HalfMatrix(rows, columns, bytes),
            GgufTensorType.Q6 => new SixBitMatrix(rows, columns, bytes),
            GgufTensorType.Q8 => new EightBitMatrix(rows, columns, bytes),
            _ => new FourBitMatrix(rows, columns, bytes),
        };
    }
}
