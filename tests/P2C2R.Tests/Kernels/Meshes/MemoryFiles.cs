using P2C2R.Kernels;

namespace P2C2R.Tests.Kernels.Meshes;

/// <summary>Files that a test makes up.</summary>
internal sealed class MemoryFiles(params (string Name, byte[] Bytes)[] files) : IInputFiles
{
    public ReadOnlyMemory<byte> Read(string name)
    {
        foreach (var file in files)
        {
            if (file.Name == name) return file.Bytes;
        }

        throw new InputException($"there is no file {name}");
    }
}
