using System.Globalization;
using System.IO.Pipelines;

using Grpc.Core;
using Grpc.Shared;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server.Calls;

internal sealed partial class ServerCall
{
    private bool _wroteMessage;

    /// <summary>The end of a unary call.</summary>
    public void Answer<TResponse>(TResponse? response, Marshaller<TResponse> marshaller)
        where TResponse : class
    {
        if (response is null)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."));
        }

        if (!TryEnd())
        {
            return;
        }

        FrameWriter.Write(http.Response.BodyWriter, response, marshaller, settings.MaximumSent);
        _wroteMessage = true;
        WriteStatus();
    }

    /// <summary>The end of a streaming call.</summary>
    public void AnswerStreamed()
    {
        if (TryEnd())
        {
            WriteStatus();
        }
    }

    public ValueTask<FlushResult> WriteStreamedAsync<TResponse>(
        TResponse message,
        Marshaller<TResponse> marshaller,
        CancellationToken cancellationToken)
        where TResponse : class
    {
        // Against the deadline only: it must not end the response between a frame's bytes.
        using (EnterGate())
        {
            if (_ended)
            {
                throw new InvalidOperationException("Can't write the message because the request is complete.");
            }

            http.RequestAborted.ThrowIfCancellationRequested();
            FrameWriter.Write(http.Response.BodyWriter, message, marshaller, settings.MaximumSent);
            _wroteMessage = true;
            return http.Response.BodyWriter.FlushAsync(cancellationToken);
        }
    }

    /// <summary>The end of a call whose method threw.</summary>
    public void Fail(Exception failure)
    {
        if (failure is RpcException rpc)
        {
            Log.Refused(settings.Logger, settings.Path, rpc.StatusCode, rpc.Status.Detail);
            _status = rpc.Status;
            foreach (Metadata.Entry entry in rpc.Trailers)
            {
                ResponseTrailers.Add(entry);
            }
        }
        else
        {
            LogFailure(failure);
            _status = new Status(StatusCode.Unknown, settings.DetailedErrors
                ? $"Exception was thrown by handler. {failure.GetType().Name}: {failure.Message}"
                : "Exception was thrown by handler.");
        }

        // After TryEnd of an answer whose serializer threw, the call has ended, but nobody wrote its status.
        if (TryEnd() || _deadlineAnswer is null)
        {
            WriteStatus();
        }
    }

    private void LogFailure(Exception failure)
    {
        bool nobodyWaits = _deadlineAnswer is not null || http.RequestAborted.IsCancellationRequested;
        if (nobodyWaits && failure is IOException or OperationCanceledException)
        {
            Log.Abandoned(settings.Logger, failure, settings.Path);
        }
        else
        {
            Log.Failed(settings.Logger, failure, settings.Path);
        }
    }

    private void WriteStatus()
    {
        HttpResponse response = http.Response;
        IHeaderDictionary target;
        if (_wroteMessage || response.HasStarted)
        {
            target = http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        }
        else
        {
            // Nothing sent yet: headers and trailers are one frame.
            target = response.Headers;
        }

        if (_responseTrailers is not null)
        {
            RequestMetadata.Append(_responseTrailers, target);
        }

        if (_status.StatusCode == StatusCode.OK)
        {
            target.GrpcStatus = "0";
        }
        else
        {
            target.GrpcStatus = ((int)_status.StatusCode).ToString(CultureInfo.InvariantCulture);
        }

        if (!string.IsNullOrEmpty(_status.Detail))
        {
            target.GrpcMessage = StatusText.Encode(_status.Detail);
        }
    }
}
