using System.Reflection;
using System.Xml.Linq;

namespace P2C2R.Tests.Architecture;

/// <summary>Arrows that must never exist (docs/architecture.md), read from the built assemblies and from the tree.</summary>
public sealed class ReferenceTests
{
    private static readonly Assembly Kernels = typeof(P2C2R.Kernels.IKernel).Assembly;
    private static readonly Assembly Grid = typeof(P2C2R.Grid.GridCore).Assembly;

    [Theory]
    [InlineData("P2C2R.Protocol", "")]
    [InlineData("P2C2R.Kernels", "P2C2R.Protocol")]
    [InlineData("P2C2R.Grid", "P2C2R.Protocol")]
    [InlineData("P2C2R.Coordinator", "P2C2R.Protocol P2C2R.Grid")]
    [InlineData("P2C2R.Peer", "P2C2R.Protocol P2C2R.Kernels")]
    [InlineData("P2C2R.Client", "P2C2R.Protocol P2C2R.Kernels")]
    public void A_project_references_only_what_the_layout_allows(string project, string allowed)
    {
        var file = XDocument.Load(Path.Combine(RepositoryRoot.Path, "src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));
        Assert.Subset(allowed.Split(' ').ToHashSet(), references.ToHashSet());
    }

    [Fact]
    public void Kernels_do_no_network()
    {
        Assert.DoesNotContain(Kernels.GetReferencedAssemblies(), a =>
            a.Name!.StartsWith("System.Net", StringComparison.Ordinal)
            || a.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || a.Name == "System.Diagnostics.Process");
    }

    [Fact]
    public void The_state_core_has_neither_storage_nor_network()
    {
        Assert.DoesNotContain(Grid.GetReferencedAssemblies(), a =>
            a.Name!.StartsWith("System.Net", StringComparison.Ordinal)
            || a.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || a.Name.Contains("SQL", StringComparison.OrdinalIgnoreCase)
            || a.Name.StartsWith("System.IO.FileSystem", StringComparison.Ordinal)
            || a.Name == "System.Diagnostics.Process");
    }

    [Fact]
    public void No_folder_or_project_is_a_drawer_for_everything()
    {
        string[] banned = ["Utils", "Util", "Common", "Helpers", "Shared", "Misc"];
        var folders = new[] { "src", "tests", "bench", "docs" }
            .SelectMany(top => Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, top), "*", SearchOption.AllDirectories))
            .Where(d => !d.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));
        Assert.DoesNotContain(folders, d => Path.GetFileName(d).Split('.').Any(part => banned.Contains(part, StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_file_declares_one_public_type_named_like_it()
    {
        var wrong = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(f => (File: f, Types: PublicTypes(f)))
            .Where(f => f.Types.Count > 1 || (f.Types.Count == 1 && f.Types[0] != Path.GetFileNameWithoutExtension(f.File).Split('.')[0]))
            .Select(f => $"{Path.GetRelativePath(RepositoryRoot.Path, f.File)}: {string.Join(", ", f.Types)}");
        Assert.Empty(wrong);
    }

    private static List<string> PublicTypes(string file)
    {
        // Top-level types stand in column 0, because namespaces are file-scoped.
        var pattern = new System.Text.RegularExpressions.Regex(
            @"^public (?:(?:static|sealed|abstract|readonly|partial|ref|unsafe) )*(?:record struct|record|class|struct|interface|enum|delegate \w+) (\w+)");
        return [.. File.ReadLines(file).Select(line => pattern.Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct()];
    }
}
