using P2C2R.Kernels;

namespace P2C2R.Tests.Kernels;

/// <summary>An input document that stands alone.</summary>
internal sealed class NoFiles : IInputFiles
{
    public static readonly NoFiles Instance = new();

    public ReadOnlyMemory<byte> Read(string name) => throw new InputException($"there is no file {name}");
}
