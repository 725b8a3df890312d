using P2C2R.Kernels;

namespace P2C2R.Peer.Device;

/// <summary>Self-tests are whole in themselves.</summary>
internal sealed class NoInputFiles : IInputFiles
{
    public ReadOnlyMemory<byte> Read(string name) => throw new InputException($"a self-test has no files, so no '{name}'");
}
