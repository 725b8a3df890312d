namespace P2C2R.Tests;

/// <summary>Where the repository is: the nearest folder above the test executable with the solution in it.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "P2C2R.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("the tests run from inside the repository");
    }
}
