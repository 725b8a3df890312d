using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>The fields of a document for the engine <c>rules</c>.</summary>
internal sealed class RulesFields : IEngineFields
{
    /// <inheritdoc/>
    public string Names => "rules";

    /// <inheritdoc/>
    public bool TryTake(ref DocumentReader json, string field) => false;

    /// <inheritdoc/>
    public EnginePlan Complete(DialogueDocument document, IInputFiles files) => throw new InputException("rules are not there yet");
}
