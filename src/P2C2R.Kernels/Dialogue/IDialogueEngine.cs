using P2C2R.Protocol;

namespace P2C2R.Kernels.Dialogue;

/// <summary>One way to find what characters say: what a document's field <c>"engine"</c> names. Input and output have one shape for all of them.</summary>
internal interface IDialogueEngine
{
    /// <summary>As in the document.</summary>
    string Name { get; }

    /// <summary>The first byte of the input of each of its slices. Never given to another engine.</summary>
    byte Number { get; }

    /// <summary>The kernel whose slices it computes: one engine that isn't reproducible must not make the others so.</summary>
    KernelId Kernel => DialogueKernel.Reproducible;

    /// <summary>Starts reading those fields of a document that only this engine has.</summary>
    IEngineFields StartFields();

    /// <summary>
    /// Answers a batch, under the rules of <see cref="IKernel.Execute"/>: <see cref="AnswerFormat.Write"/> for each variant of each entry, in order.
    /// </summary>
    OutputTrailer Execute(DialogueSlice slice);
}
