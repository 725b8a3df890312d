using System.Runtime.InteropServices;
using P2C2R.Kernels.Dialogue.Models.Tokenizers;

namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>The tokenizer of a GGUF file: <c>llama</c> (SentencePiece) or <c>gpt2</c> (byte-level).</summary>
internal static class GgufTokenizerReader
{
    private const string Prefix = "tokenizer.ggml.";

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">It is wrong, or another; the message says how.</exception>
    public static Tokenizer Read(GgufFile file, CancellationToken cancellation = default)
    {
        var places = file.Texts($"{Prefix}tokens");
        var vocabulary = new Vocabulary(file.Bytes, places, ReadKinds(file, places.Length), cancellation);
        var name = file.Text($"{Prefix}model", "");
        return name switch
        {
            "llama" => ReadPieces(file, vocabulary),
            "gpt2" => ReadBytes(file, vocabulary, cancellation),
            _ => throw new InputException($"the GGUF file has a tokenizer \"{name}\"; \"llama\" and \"gpt2\" are read"),
        };
    }

    private static PieceTokenizer ReadPieces(GgufFile file, Vocabulary vocabulary)
    {
        var scores = MemoryMarshal.Cast<byte, float>(file.Plain($"{Prefix}scores", GgufType.F32, vocabulary.Count)).ToArray();
        if (scores.Any(float.IsNaN)) throw new InputException($"{Prefix}scores of the GGUF file has a score that is no number");
        return new PieceTokenizer(vocabulary, scores, "\u2581"u8.ToArray(), file.Truth($"{Prefix}add_space_prefix", true))
        {
            Begin = ReadMark(file, vocabulary, "bos_token_id", file.Truth($"{Prefix}add_bos_token", true)),
            End = ReadMark(file, vocabulary, "eos_token_id", true),
            EndOfTurn = ReadMark(file, vocabulary, "eot_token_id", true),
        };
    }

    private static ByteTokenizer ReadBytes(GgufFile file, Vocabulary vocabulary, CancellationToken cancellation)
    {
        var pre = file.Text($"{Prefix}pre", "default");
        var style = WordStyle.Find(pre) ?? throw new InputException($"the GGUF file's texts were split by \"{pre}\", which isn't known here");
        return new ByteTokenizer(vocabulary, style, ReadMerges(file, vocabulary, cancellation), cancellation)
        {
            Begin = ReadMark(file, vocabulary, "bos_token_id", file.Truth($"{Prefix}add_bos_token", style == WordStyle.Llama3)),
            End = ReadMark(file, vocabulary, "eos_token_id", true),
            EndOfTurn = ReadMark(file, vocabulary, "eot_token_id", true),
        };
    }

    private static ulong[] ReadMerges(GgufFile file, Vocabulary vocabulary, CancellationToken cancellation)
    {
        var places = file.Texts($"{Prefix}merges");
        var merges = new ulong[places.Length];
        var joined = new byte[vocabulary.LongestText * 2];
        for (var i = 0; i < places.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var text = file.Bytes.Span.Slice(places[i].Start, places[i].Length);

            // The space that parts the two; neither has one in it, because spaces are written otherwise.
            var space = text.IndexOf((byte)' ');
            if (space <= 0 || space == text.Length - 1) throw new InputException($"merge {i} of the GGUF file isn't two tokens with a space between");
            var (left, right) = (vocabulary.FindText(text[..space]), vocabulary.FindText(text[(space + 1)..]));
            if (left < 0 || right < 0) throw new InputException($"merge {i} of the GGUF file names a text that isn't a token");
            text[..space].CopyTo(joined);
            text[(space + 1)..].CopyTo(joined.AsSpan(space));
            if (vocabulary.FindText(joined.AsSpan(0, text.Length - 1)) < 0) throw new InputException($"merge {i} of the GGUF file makes a text that isn't a token");
            merges[i] = ((ulong)(uint)left << 32) | (uint)right;
        }

        return merges;
    }

    private static TokenKind[] ReadKinds(GgufFile file, int count)
    {
        var kinds = new TokenKind[count];
        Array.Fill(kinds, TokenKind.Text);
        if (!file.Has($"{Prefix}token_type")) return kinds;
        var types = MemoryMarshal.Cast<byte, int>(file.Plain($"{Prefix}token_type", GgufType.I32, count));
        for (var i = 0; i < count; i++)
        {
            kinds[i] = types[i] is >= (int)TokenKind.Text and <= (int)TokenKind.Byte ? (TokenKind)types[i] : throw new InputException($"token {i} of the GGUF file has type {types[i]}, which there isn't");
        }

        return kinds;
    }

    private static int ReadMark(GgufFile file, Vocabulary vocabulary, string name, bool isUsed)
    {
        if (!isUsed || !file.Has(Prefix + name)) return -1;
        var token = file.Integer(Prefix + name);
        return token < vocabulary.Count ? token : throw new InputException($"{Prefix}{name} of the GGUF file is {token}, but there are {vocabulary.Count} tokens");
    }
}
