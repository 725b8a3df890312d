using P2C2R.Kernels.Dialogue.Models.Inference;

namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>A sequence that grows.</summary>
/// <param name="owner">Whose line it becomes.</param>
/// <param name="prompt">The tokens to begin with, one at least.</param>
/// <param name="maxTokens">Tokens to add at most.</param>
/// <param name="memory">Its keys and values.</param>
internal sealed class GeneratedSequence(ConversationRun owner, List<int> prompt, int maxTokens, TokenMemory memory)
{
    private readonly int _promptLength = prompt.Count;

    /// <summary>Whose line it becomes.</summary>
    public ConversationRun Owner => owner;

    /// <summary>Keys and values.</summary>
    public TokenMemory Memory => memory;

    /// <summary>The prompt and what was added.</summary>
    public List<int> Tokens => prompt;

    /// <summary>Tokens that were computed.</summary>
    public int Computed { get; set; }

    /// <summary>The text that was added.</summary>
    public List<byte> Text { get; } = [];

    /// <summary>How many tokens were added.</summary>
    public int Added => prompt.Count - _promptLength;

    /// <summary>The tokens that were added.</summary>
    public int[] AddedTokens => [.. prompt[_promptLength..]];

    /// <summary>Whether it may have no more tokens.</summary>
    public bool IsFull => Added >= maxTokens;
}
