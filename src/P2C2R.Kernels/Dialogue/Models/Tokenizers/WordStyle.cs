namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>How a model's texts were split into words before their bytes were merged.</summary>
/// <param name="MaxDigits">Digits that stay together.</param>
/// <param name="IsNewer">The rules of GPT-4 and after: any character may lead a word, line ends stay with what is before them, contractions in capitals, too.</param>
internal sealed record WordStyle(int MaxDigits, bool IsNewer)
{
    /// <summary>GPT-2's.</summary>
    public static WordStyle Gpt2 { get; } = new(int.MaxValue, false);

    /// <summary>Llama 3's.</summary>
    public static WordStyle Llama3 { get; } = new(3, true);

    /// <summary>Qwen 2's.</summary>
    public static WordStyle Qwen2 { get; } = new(1, true);

    /// <summary>The style that a GGUF file names in <c>tokenizer.ggml.pre</c>, or null.</summary>
    public static WordStyle? Find(string name) => name switch
    {
        "gpt-2" or "default" or "smollm" => Gpt2,
        "llama-bpe" or "llama3" or "llama-v3" => Llama3,
        "qwen2" => Qwen2,
        _ => null,
    };
}
