namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>What a token stands for; the numbers are those of GGUF's <c>tokenizer.ggml.token_type</c>.</summary>
internal enum TokenKind : byte
{
    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>What the tokenizer doesn't know.</summary>
    Unknown = 2,

    /// <summary>A mark such as the beginning or the end; no text.</summary>
    Control = 3,

    /// <summary>Text that is always one token.</summary>
    Whole = 4,

    /// <summary>Not in use.</summary>
    Unused = 5,

    /// <summary>A single byte, written <c>&lt;0xNN&gt;</c>.</summary>
    Byte = 6,
}
