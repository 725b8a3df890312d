using P2C2R.Kernels;

namespace P2C2R.Tests.Kernels;

/// <summary>The files of a folder.</summary>
internal sealed class FilesIn(string folder) : IInputFiles
{
    public ReadOnlyMemory<byte> Read(string name) => File.ReadAllBytes(Path.Combine(folder, name));
}
