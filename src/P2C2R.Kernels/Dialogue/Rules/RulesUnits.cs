namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>What slices of the engine <c>rules</c> cost; <see cref="Protocol.WorkRates"/> has the units of a reference second.</summary>
internal static class RulesUnits
{
    /// <summary>Most conversations in a slice.</summary>
    public const int ConversationsPerSlice = 512;

    /// <summary>Of a conversation before anything happens in it.</summary>
    public const long OfConversation = 20;

    /// <summary>Of asking what one character would say to an event.</summary>
    public const long OfQuery = 10;

    private const int BytesOfRulesPerUnit = 8;
    private const int BytesOfTextPerUnit = 8;
    private const long OfText = 10;
    private const int StepsPerLine = 16;
    private const int ExpectedBytesOfLine = 200;

    /// <summary>Of reading and indexing rules.</summary>
    /// <param name="length">Bytes of the canonical rules.</param>
    public static long OfRules(int length) => 1 + (length / BytesOfRulesPerUnit);

    /// <summary>Of expanding a text once.</summary>
    /// <param name="chars">UTF-16 code units that came out.</param>
    public static long OfExpansion(int chars) => OfText + (chars / BytesOfTextPerUnit);

    /// <summary>Queries and expansions after which a conversation ends.</summary>
    public static int MaxSteps(int asked, AnswerLimits limits) => StepsPerLine * (limits.Lines + asked);

    /// <summary>Expected for one variant.</summary>
    public static long Expected(Conversation conversation, AnswerLimits limits) => OfConversation + (Math.Min(limits.Lines, 4L * conversation.Asked.Count) * ((OfQuery * conversation.Cast.Count) + OfExpansion(ExpectedBytesOfLine)));

    /// <summary>Most for one variant: steps that are as dear as can be.</summary>
    public static long Most(Conversation conversation, AnswerLimits limits) =>
        OfConversation + (MaxSteps(conversation.Asked.Count, limits) * Math.Max(OfQuery * conversation.Cast.Count, OfExpansion(limits.LineBytes)));

    /// <summary>Bytes of answer expected for one variant.</summary>
    public static long ExpectedBytes(AnswerLimits limits) => Math.Min(limits.Lines, 4L) * 2 * ExpectedBytesOfLine;
}
