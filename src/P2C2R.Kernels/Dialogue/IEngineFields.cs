using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue;

/// <summary>The fields of a document that only one engine has, while they are read.</summary>
internal interface IEngineFields
{
    /// <summary>Their names, for messages: <c>"rules"</c>, or <c>"model, temperature"</c>.</summary>
    string Names { get; }

    /// <summary>Takes a field's value where the field is the engine's.</summary>
    /// <exception cref="InputException">The value is wrong.</exception>
    bool TryTake(ref DocumentReader json, string field);

    /// <summary>After the whole document was read: what its slices need.</summary>
    /// <exception cref="InputException">Something is wrong or missing.</exception>
    EnginePlan Complete(DialogueDocument document, IInputFiles files);
}
