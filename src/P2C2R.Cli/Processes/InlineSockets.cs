namespace P2C2R.Cli.Processes;

/// <summary>
/// What a socket brings is handled by the thread that saw it come: a change of thread takes longer than most messages do.
/// Only for programs whose handling never blocks and goes elsewhere with what takes long.
/// </summary>
internal static class InlineSockets
{
    /// <summary>To be called before the first socket is made. The framework reads it from the environment only.</summary>
    public static void Enable() => Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
}
