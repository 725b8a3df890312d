namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("p2c2r_test_").FullName;

    public string Database => System.IO.Path.Combine(Path, "p2c2r_cloud.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
