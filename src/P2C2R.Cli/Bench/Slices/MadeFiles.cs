using System.Text;
using P2C2R.Kernels;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>Files that a workload makes, when they are asked for.</summary>
/// <param name="make">Makes each by name.</param>
internal sealed class MadeFiles(params (string Name, Func<byte[]> Make)[] make) : IInputFiles
{
    /// <summary>A text file.</summary>
    public static (string Name, Func<byte[]> Make) Text(string name, Func<string> make) => (name, () => Encoding.UTF8.GetBytes(make()));

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(string name) =>
        Array.Find(make, f => f.Name == name).Make?.Invoke() ?? throw new InputException($"there is no '{name}'");
}
