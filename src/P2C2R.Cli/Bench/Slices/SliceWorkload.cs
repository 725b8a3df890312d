using P2C2R.Kernels;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>A large document of a kind: what its slices cost, and how soon they see a cancel, is measured.</summary>
/// <param name="Name">For people.</param>
/// <param name="NewKernel">Makes a kernel that remembers nothing.</param>
/// <param name="Document">The document.</param>
/// <param name="Files">The files beside it.</param>
internal sealed record SliceWorkload(string Name, Func<IKernel> NewKernel, string Document, IInputFiles Files);
