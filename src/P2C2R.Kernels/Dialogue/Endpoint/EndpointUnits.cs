using System.Text;

namespace P2C2R.Kernels.Dialogue.Endpoint;

/// <summary>
/// What an answer costs: a work unit for each four bytes of the question, ten for each token of the answer. The question is known to both; tokens are
/// the peer's word, within the limit that the gamer set.
/// </summary>
internal static class EndpointUnits
{
    /// <summary>Tokens of one answer, however many lines it may have.</summary>
    public const int MostTokens = 16_384;

    private const int PromptBytesPerUnit = 4;
    private const int UnitsPerToken = 10;

    /// <summary>Tokens after which a conversation's answer is cut off.</summary>
    public static int MaxTokens(AnswerLimits limits) => Math.Min(limits.Lines * limits.Tokens, MostTokens);

    /// <summary>Work units of an answer.</summary>
    public static long Of(EndpointPrompt prompt, long tokens) => OfPrompt(prompt) + (UnitsPerToken * tokens);

    /// <summary>Tokens that these units pay for; 0 or less where they don't even pay for the question.</summary>
    public static long TokensWithin(long units, EndpointPrompt prompt) => (units - OfPrompt(prompt)) / UnitsPerToken;

    private static long OfPrompt(EndpointPrompt prompt) =>
        (Encoding.UTF8.GetByteCount(prompt.Instructions) + Encoding.UTF8.GetByteCount(prompt.Message) + PromptBytesPerUnit - 1) / PromptBytesPerUnit;
}
