using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>Which coordinator, as whom.</summary>
public sealed record GridClientOptions
{
    /// <summary>For example <c>ws://localhost:8765</c> or <c>wss://grid.example.org</c>.</summary>
    public string Coordinator { get; init; } = "ws://localhost:8765";

    /// <summary>The gamer's name, 1 to <see cref="Limits.MaxNameLength"/> characters; on this machine it also names the account at this coordinator.</summary>
    public string Name { get; init; } = "gamer_" + Environment.MachineName;

    /// <summary>The user's own state folder: <c>$XDG_STATE_HOME/p2c2r</c> or <c>~/.local/state/p2c2r</c>; on Windows in the local application data.</summary>
    public static string DefaultStateFolder => Tokens.TokenStore.DefaultFolder;

    /// <summary>Where tokens are kept, readable by this user only; null for <see cref="DefaultStateFolder"/>.</summary>
    public string? StateFolder { get; init; }

    /// <summary>How long a call waits for a lost connection to come back before it fails with <see cref="ErrorCode.Unreachable"/>.</summary>
    public TimeSpan ReconnectTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
