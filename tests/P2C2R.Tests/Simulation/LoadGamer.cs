using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>A gamer who always has the same number of tasks open, all of one slice.</summary>
public sealed class LoadGamer(GridSimulation simulation, string name, int open, long units, TaskPriority priority, long? deadlineMs) : IClient
{
    private Connection? _connection;
    private int _sent;

    public AccountId Account { get; private set; }

    public void Start()
    {
        _connection = simulation.Connect(this);
        _connection.ToCoordinator(new HelloGamer { Name = name });
    }

    public void Receive(Connection connection, Message message)
    {
        switch (message)
        {
            case Welcome welcome:
                Account = new AccountId(long.Parse(welcome.Account[1..]));
                for (var i = 0; i < open; i++) Submit(connection);
                break;
            case Result:
                Submit(connection);
                break;
            case ErrorMessage error:
                throw new InvalidOperationException($"{name} was refused: {error}");
        }
    }

    public void OnLost(Connection connection) => throw new InvalidOperationException($"{name} lost its connection");

    private void Submit(Connection connection)
    {
        var number = ++_sent;
        connection.ToCoordinator(new Submit
        {
            Task = $"{name}-{number}",
            Kind = Scenario.Plain.Kind,
            Version = Scenario.Plain.Version,
            Priority = priority,
            DeadlineMs = deadlineMs,
            SliceCount = 1,
            MaxUnits = units,
            Slices = [new SliceSpec { Input = OutputOracle.Input(8, units, false, ((ulong)number << 8) + (ulong)name.Length), ExpectedUnits = units, MaxUnits = units }],
        });
    }
}
