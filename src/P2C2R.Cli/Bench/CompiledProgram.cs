using System.ComponentModel;
using System.Diagnostics;

namespace P2C2R.Cli.Bench;

/// <summary>A small program of ours in <c>bench/</c> around a rival's library, compiled on this machine.</summary>
/// <param name="path">The compiled program.</param>
internal sealed class CompiledProgram(string path)
{
    /// <summary>The compiled program.</summary>
    public string Path => path;

    /// <summary>Compiles; null where compiler, library or source aren't here.</summary>
    /// <param name="source">Below <c>bench/</c>.</param>
    /// <param name="folder">Receives the program.</param>
    /// <param name="needs">A folder or file of the library, or null.</param>
    /// <param name="options">Before the source's name.</param>
    /// <param name="libraries">After it.</param>
    public static CompiledProgram? Compile(string source, string folder, string? needs, IEnumerable<string> options, IEnumerable<string> libraries)
    {
        if (Find(source) is not { } file || (needs is not null && !System.IO.Path.Exists(needs))) return null;
        var program = System.IO.Path.Combine(folder, System.IO.Path.GetFileNameWithoutExtension(source));
        try
        {
            RunCommand("g++", [.. options, file, .. libraries, "-o", program]);
            return new CompiledProgram(program);
        }
        catch (Exception e) when (e is IOException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs it; what it prints.</summary>
    /// <exception cref="IOException">It fails.</exception>
    public string Run(params IEnumerable<string> arguments) => RunCommand(path, arguments);

    /// <summary>Runs any program; what it prints.</summary>
    /// <exception cref="IOException">It fails.</exception>
    public static string RunCommand(string command, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true }) ?? throw new IOException($"{command} does not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new IOException($"{command} ended with {process.ExitCode}");
    }

    /// <summary>A source below <c>bench/</c> of the tree that this program was built in; null where it isn't there.</summary>
    public static string? Find(string source)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = System.IO.Path.Combine(folder.FullName, "bench", source);
            if (File.Exists(file)) return file;
        }

        return null;
    }
}
