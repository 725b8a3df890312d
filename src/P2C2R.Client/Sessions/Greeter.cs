using P2C2R.Client.Tokens;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Client.Sessions;

/// <summary>Connects and says hello, as the account that this machine knows or as a new one.</summary>
internal sealed class Greeter(CoordinatorAddress address, string name, TokenStore tokens)
{
    /// <summary>Where the coordinator is.</summary>
    public CoordinatorAddress Address => address;

    /// <summary>The account's token; null before the first welcome.</summary>
    public string? Token { get; private set; }

    /// <summary>Tries once.</summary>
    /// <returns>A session, or why there is none.</returns>
    public async Task<(GridSession? Session, ErrorMessage? Error)> ConnectAsync(CancellationToken cancellation)
    {
        var (connection, reason) = await MessageConnection.TryConnectAsync(address, cancellation).ConfigureAwait(false);
        if (connection is null) return (null, new ErrorMessage { Code = ErrorCode.Unreachable, Message = reason! });
        try
        {
            var answer = await GreetAsync(connection, cancellation).ConfigureAwait(false);
            if (answer is Welcome welcome) return (new GridSession(connection, welcome), null);
            var error = Explain(answer as ErrorMessage, connection.EndReason);
            await connection.DisposeAsync().ConfigureAwait(false);
            return (null, error);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Message?> GreetAsync(MessageConnection connection, CancellationToken cancellation)
    {
        Token ??= tokens.Load();
        if (Token is not null) return await SayHelloAsync(connection, cancellation).ConfigureAwait(false);
        using var registering = await tokens.LockAsync(cancellation).ConfigureAwait(false);
        Token = tokens.Load();
        return await SayHelloAsync(connection, cancellation).ConfigureAwait(false);
    }

    private async Task<Message?> SayHelloAsync(MessageConnection connection, CancellationToken cancellation)
    {
        connection.Send(new HelloGamer { Name = name, Token = Token });
        var answer = await connection.ReceiveAsync(cancellation).ConfigureAwait(false);
        if (answer is not Welcome { Token: { } token }) return answer;
        tokens.Save(token);
        Token = token;
        return answer;
    }

    private ErrorMessage Explain(ErrorMessage? error, string? endReason) => error switch
    {
        { Code: ErrorCode.BadToken } => error with { Message = $"{address} doesn't know this account ({error.Message}); remove {tokens.FilePath} to register a new one" },
        not null => error,
        null => new ErrorMessage { Code = ErrorCode.Unreachable, Message = $"{address} ended the connection: {endReason ?? "it did not say welcome"}" },
    };
}
