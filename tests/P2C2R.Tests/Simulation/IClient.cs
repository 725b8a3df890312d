using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>The other end of a connection: a simulated peer or gamer.</summary>
public interface IClient
{
    void Receive(Connection connection, Message message);

    void OnLost(Connection connection);
}
