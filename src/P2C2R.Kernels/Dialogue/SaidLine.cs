namespace P2C2R.Kernels.Dialogue;

/// <summary>A line of the conversation so far.</summary>
/// <param name="Speaker">Who said it; needs not be one of the cast.</param>
/// <param name="Text">What was said.</param>
internal readonly record struct SaidLine(string Speaker, string Text);
