using System.Text;
using Microsoft.AspNetCore.Http;

namespace P2C2R.Coordinator.Endpoints;

/// <summary><c>/health</c> and <c>/api/v1/status</c>.</summary>
internal sealed class StatusEndpoint(Services services)
{
    /// <summary>200 while work is accepted, 503 while shutting down.</summary>
    public Task HealthAsync(HttpContext context) => services.Stopping
        ? Answers.JsonAsync(context, StatusCodes.Status503ServiceUnavailable, Encoding.UTF8.GetBytes("{\"status\":\"shutting_down\"}"))
        : Answers.JsonAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes("{\"status\":\"ok\"}"));

    /// <summary>The network in numbers.</summary>
    public Task StatusAsync(HttpContext context) => Answers.JsonAsync(context, StatusCodes.Status200OK, StatusReport.Write(services));
}
