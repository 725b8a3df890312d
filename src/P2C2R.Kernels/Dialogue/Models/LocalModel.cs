using P2C2R.Kernels.Dialogue.Models.Files;
using P2C2R.Kernels.Dialogue.Models.Tokenizers;
using P2C2R.Kernels.Dialogue.Models.Weights;

namespace P2C2R.Kernels.Dialogue.Models;

/// <summary>A model that was read. Safe for threads.</summary>
/// <param name="Weights">Its weights.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
internal sealed record LocalModel(ModelWeights Weights, Tokenizer Tokenizer)
{
    /// <summary>Reads a model: a GGUF file, which has its tokenizer in it, or a llama2.c checkpoint with its tokenizer beside it.</summary>
    /// <param name="model">The model's file; quantised weights stay where they are in it.</param>
    /// <param name="tokenizer">The tokenizer's file; null where there is none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">A file is wrong; the message says how.</exception>
    public static LocalModel Read(ReadOnlyMemory<byte> model, ReadOnlyMemory<byte>? tokenizer, CancellationToken cancellation = default)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("weights are read as they lie in the file, by little-endian machines");
        if (GgufFile.Is(model.Span))
        {
            if (tokenizer is not null) throw new InputException("a GGUF file has its tokenizer in it; leave \"tokenizer\" out");
            var file = GgufFile.Read(model);
            return Check(new LocalModel(GgufModelReader.Read(file, cancellation), GgufTokenizerReader.Read(file, cancellation)));
        }

        if (tokenizer is not { } beside) throw new InputException("a llama2.c checkpoint needs its tokenizer: give \"tokenizer\", the name of its file");
        var weights = CheckpointReader.Read(model.Span, cancellation);
        return Check(new LocalModel(weights, CheckpointTokenizerReader.Read(beside, weights.Shape.Vocabulary, cancellation)));
    }

    private static LocalModel Check(LocalModel model)
    {
        var (tokens, rows) = (model.Tokenizer.Vocabulary.Count, model.Weights.Shape.Vocabulary);
        return tokens == rows ? model : throw new InputException($"the tokenizer has {tokens} tokens and the model {rows}");
    }
}
