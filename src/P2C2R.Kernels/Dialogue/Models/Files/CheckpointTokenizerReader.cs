using System.Buffers.Binary;
using P2C2R.Kernels.Dialogue.Models.Tokenizers;
using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>
/// Reads the tokenizer beside a llama2.c checkpoint: the longest token's length, then for each token its score (binary32), length and text. Tokens 0 to 2 are
/// unknown, begin and end, 3 to 258 the bytes. (A. Karpathy, llama2.c, tokenizer.py.)
/// </summary>
internal static class CheckpointTokenizerReader
{
    private const int Unknown = 0;
    private const int BeginToken = 1;
    private const int EndToken = 2;
    private const int FirstText = 259;
    private const int TokenHeader = 8;

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="file">The file; must not change.</param>
    /// <param name="count">Tokens that the model has.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">The file can't be one; the message says why.</exception>
    public static Tokenizer Read(ReadOnlyMemory<byte> file, int count, CancellationToken cancellation = default)
    {
        var bytes = file.Span;
        if ((long)count * TokenHeader > bytes.Length) throw new InputException($"the tokenizer's {bytes.Length} bytes can't hold the model's {count} tokens");
        var places = new (int Start, int Length)[count];
        var scores = new float[count];
        var kinds = new TokenKind[count];
        var at = sizeof(int);
        for (var token = 0; token < count; token++)
        {
            cancellation.LookNowAndThen(token);
            if (at + TokenHeader > bytes.Length) throw new InputException($"the tokenizer is cut off at token {token}");
            scores[token] = BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + sizeof(float))..]);
            at += TokenHeader;
            if (length < 0 || length > bytes.Length - at) throw new InputException($"token {token} of the tokenizer has {length} bytes, which aren't there");
            if (float.IsNaN(scores[token])) throw new InputException($"token {token} of the tokenizer has no score");
            places[token] = (at, length);
            kinds[token] = token switch { Unknown => TokenKind.Unknown, BeginToken or EndToken => TokenKind.Control, < FirstText => TokenKind.Byte, _ => TokenKind.Text };
            at += length;
        }

        if (at != bytes.Length) throw new InputException($"the tokenizer has {bytes.Length - at} bytes after the model's {count} tokens: it is of another model");
        return new PieceTokenizer(new Vocabulary(file, places, kinds, cancellation), scores, " "u8.ToArray(), addsSpace: true) { Begin = BeginToken, End = EndToken };
    }
}
