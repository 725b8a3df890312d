namespace P2C2R.Kernels.Documents;

/// <summary>Checks, and makes from what was read, what only the whole document tells.</summary>
public delegate void DocumentCompleter(ref DocumentReader json);
