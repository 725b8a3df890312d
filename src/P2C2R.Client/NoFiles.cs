using P2C2R.Kernels;

namespace P2C2R.Client;

/// <summary>For documents that stand alone.</summary>
internal sealed class NoFiles : IInputFiles
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(string name) => throw new InputException($"the document names the file '{name}', but no files were given with it");
}
