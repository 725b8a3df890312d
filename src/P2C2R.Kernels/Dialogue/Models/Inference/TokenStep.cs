namespace P2C2R.Kernels.Dialogue.Models.Inference;

/// <summary>A token to compute.</summary>
/// <param name="Memory">Its sequence's keys and values, with those of all tokens before it, or these come before it in the same batch.</param>
/// <param name="Token">Its id.</param>
/// <param name="Position">Its position in the sequence.</param>
internal readonly record struct TokenStep(TokenMemory Memory, int Token, int Position);
