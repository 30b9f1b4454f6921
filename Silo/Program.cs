using OrleansScaler.Silo.Hosting;

return await ServeCommand.RunAsync(args);
