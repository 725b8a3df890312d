using P2C2R.Cli.Bench.Models;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>Models of random weights, small enough for tests.</summary>
internal static class ModelFiles
{
    public static byte[] Make(WeightType type, int seed = 1)
    {
        using var file = new MemoryStream();
        // Rows of Q6_K are whole blocks of 256.
        var (dimension, hidden) = type == WeightType.Q6 ? (256, 512) : (64, 160);
        new RandomModel(dimension, hidden, 2, 4, 2, 300, 96, type, seed).Write(file);
        return file.ToArray();
    }

    /// <summary>A file with a tokenizer of bytes alone and some merges, for byte-level encoding.</summary>
    public static byte[] MakeByteLevel(string pre)
    {
        var names = Enumerable.Range(0, 256).Select(Written).ToList();
        string[] merges = ["t h", "th e", "Ġ the", "Ġ a", "i n", "in g", "l l", "' ll"];
        names.AddRange(merges.Select(static m => m.Replace(" ", "", StringComparison.Ordinal)));
        using var gguf = new GgufBuilder();
        gguf.Text("tokenizer.ggml.model", "gpt2").Text("tokenizer.ggml.pre", pre)
            .Texts("tokenizer.ggml.tokens", [.. names.Append("<|end|>").Select(System.Text.Encoding.UTF8.GetBytes)])
            .Integers("tokenizer.ggml.token_type", [.. names.Select(static _ => 1).Append(3)])
            .Texts("tokenizer.ggml.merges", [.. merges.Select(System.Text.Encoding.UTF8.GetBytes)])
            .Integer("tokenizer.ggml.eos_token_id", names.Count);
        using var file = new MemoryStream();
        gguf.Write(file);
        return file.ToArray();
    }

    private static string Written(int value)
    {
        return ((char)(IsPrintable(value) ? value : 256 + Enumerable.Range(0, value).Count(static v => !IsPrintable(v)))).ToString();
    }

    private static bool IsPrintable(int value) => value is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255);
}
