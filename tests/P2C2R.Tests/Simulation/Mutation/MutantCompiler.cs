using System.Diagnostics;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation.Mutation;

/// <summary>Compiles P2C2R.Grid with one piece of its source replaced, with the compiler of the SDK. The product itself has no seam for it.</summary>
public static class MutantCompiler
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("P2C2R.Tests")]
        """;

    /// <summary>The source folder of the state core, or null where the tests run without it.</summary>
    public static string? SourceFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "src", "P2C2R.Grid");
            if (Directory.Exists(source)) return source;
        }

        return null;
    }

    /// <summary>The compiler of the SDK that the runtime of this process came with, or null.</summary>
    public static string? Compiler()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var sdks = Path.Combine(root, "sdk");
        if (!Directory.Exists(sdks)) return null;
        return Directory.GetDirectories(sdks).Order(StringComparer.Ordinal).Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).LastOrDefault(File.Exists);
    }

    /// <summary>The core changes, and a bug that can't be planted any more must not pass for one that was caught.</summary>
    public static void CheckFound(string source, Mutant mutant)
    {
        var count = File.ReadAllText(Path.Combine(source, mutant.File)).Split(mutant.Find).Length - 1;
        Assert.True(count == 1, $"{mutant.Name}: its text is found {count} times in {mutant.File}; the core has changed, plant the bug anew");
    }

    /// <summary>Compiles a mutant into <paramref name="folder"/> and returns the assembly's path.</summary>
    public static string Compile(string compiler, string source, Mutant mutant, string folder)
    {
        Directory.CreateDirectory(folder);
        var assembly = Path.Combine(folder, "P2C2R.Grid.dll");
        var arguments = new List<string> { "-target:library", "-nologo", "-nullable:enable", "-langversion:latest", "-deterministic", "-optimize", "-nowarn:1701,1702", "-nostdlib", $"-out:\"{assembly}\"" };
        arguments.AddRange(References().Select(path => $"-reference:\"{path}\""));
        arguments.AddRange(Sources(source, mutant, folder).Select(path => $"\"{path}\""));
        var response = Path.Combine(folder, "csc.rsp");
        File.WriteAllLines(response, arguments);
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(compiler);
        start.ArgumentList.Add($"@{response}");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{mutant.Name} does not compile:\n{output}");
        return assembly;
    }

    private static IEnumerable<string> References()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == runtime);
        return framework.Append(typeof(Message).Assembly.Location);
    }

    private static IEnumerable<string> Sources(string source, Mutant mutant, string folder)
    {
        var target = Path.GetFullPath(Path.Combine(source, mutant.File));
        var text = File.ReadAllText(target);
        var mutated = Path.Combine(folder, "Mutated.cs");
        File.WriteAllText(mutated, text.Replace(mutant.Find, mutant.Replacement, StringComparison.Ordinal));
        var usings = Path.Combine(folder, "GlobalUsings.cs");
        File.WriteAllText(usings, GlobalUsings);
        var skipped = new[] { Path.Combine(source, "bin"), Path.Combine(source, "obj") };
        return Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFullPath(path) != target && !skipped.Any(path.StartsWith))
            .Append(mutated)
            .Append(usings);
    }
}
