using P2C2R.Coordinator.Loop;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>What one connection says: decodes, checks, and hands on to the loop or to whoever answers beside it.</summary>
internal sealed class MessageHandler(Connection connection, Switchboard switchboard, CommandInbox inbox, AddressBook addresses, ArchiveDesk archive)
{
    private readonly TokenBucket _rate = new(ConnectionLimits.MessagesPerSecond);
    private readonly List<Message> _questions = [];
    private List<Command> _commands = [];

    /// <summary>Whether something was asked that is answered from storage, which takes longer.</summary>
    public bool HasQuestions => _questions.Count > 0;

    /// <summary>Handles one message; commands wait for <see cref="Flush"/>.</summary>
    /// <returns>How long to wait before reading on.</returns>
    public TimeSpan Handle(ReadOnlySpan<byte> utf8)
    {
        if (MessageCodec.TryDecode(utf8, out var message, out var error)) error = Handle(message!, utf8);
        if (error is null) return _rate.Take(message is GetOutputs ? ConnectionLimits.CostOfOutputs : 1);
        connection.Send(error);
        return _rate.Take(ConnectionLimits.CostOfError);
    }

    /// <summary>Answers what was asked, in the order of asking. Call <see cref="Flush"/> first: answers come after what was said before.</summary>
    public void AnswerQuestions()
    {
        foreach (var question in _questions) archive.Answer(connection, question);
        _questions.Clear();
    }

    /// <summary>Hands the commands to the loop.</summary>
    public void Flush()
    {
        if (_commands.Count == 0) return;
        inbox.Add(_commands);
        _commands.Clear();
        if (_commands.Capacity > 1_024) _commands = [];
    }

    private ErrorMessage? Handle(Message message, ReadOnlySpan<byte> utf8)
    {
        if (MessageCheck.Check(message) is { } wrong) return About(wrong, message);
        if (connection.Role is not { } role) return Hello(message);
        if (CommandMaker.Make(connection.Session, role, message, utf8) is { } command)
        {
            _commands.Add(command);
            return null;
        }

        if (ArchiveDesk.Answers(role, message))
        {
            _questions.Add(message);
            return null;
        }

        var name = role == AccountRole.Gamer ? "gamer" : "peer";
        return About(new ErrorMessage { Code = ErrorCode.HelloFirst, Message = $"this connection said hello as a {name}, who doesn't send such a message" }, message);
    }

    private ErrorMessage? Hello(Message message)
    {
        if (message is not (HelloPeer or HelloGamer))
        {
            connection.Send(new ErrorMessage { Code = ErrorCode.HelloFirst, Message = "the first message is hello_peer or hello_gamer" });
            connection.Close(FrameException.PolicyViolation, "hello_first");
            return null;
        }

        var given = message is HelloPeer { Token: var t } ? t : ((HelloGamer)message).Token;
        if (given is null && !addresses.TryRegister(connection.Address))
        {
            connection.Send(new ErrorMessage { Code = ErrorCode.LimitExceeded, Message = "too many new accounts from this address in an hour; come back with the token of an earlier welcome, or later" });
            connection.Close(FrameException.PolicyViolation, "limit_exceeded");
            return null;
        }

        var made = given is null ? AccountBook.NewToken() : null;
        connection.TokenHash = AccountBook.HashToken(made ?? given!);
        connection.Role = message is HelloPeer ? AccountRole.Peer : AccountRole.Gamer;
        connection.Name = message is HelloPeer { Name: var name } ? name : ((HelloGamer)message).Name;
        switchboard.Register(connection);
        _commands.Add(message is HelloPeer hello
            ? new OpenPeerSession(connection.Session, hello with { Token = null }, connection.TokenHash, made)
            : new OpenGamerSession(connection.Session, connection.Name, connection.TokenHash, made));
        return null;
    }

    /// <summary>Says what a refusal is about, where the message tells.</summary>
    private static ErrorMessage About(ErrorMessage error, Message message) => message switch
    {
        Submit m => error with { Task = Shorten(m.Task) },
        Slices m => error with { Task = Shorten(m.Task) },
        GetTask m => error with { Task = Shorten(m.Task) },
        CancelTask m => error with { Task = Shorten(m.Task) },
        GetOutputs m => error with { Task = Shorten(m.Task) },
        AttemptDone m => error with { Attempt = m.Attempt },
        AttemptFailed m => error with { Attempt = m.Attempt },
        _ => error,
    };

    private static string Shorten(string task) => task.Length <= Limits.MaxTaskIdLength ? task : task[..Limits.MaxTaskIdLength];
}
