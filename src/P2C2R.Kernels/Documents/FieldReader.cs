namespace P2C2R.Kernels.Documents;

/// <summary>Reads the value of a field, at whose first token the reader stands.</summary>
public delegate void FieldReader(ref DocumentReader json, string field);
