// The browser's client is told to come to where the page came from; with SOCKET=default it has webpack-dev-server's own idea.
const client = process.env.SOCKET === 'default' ? {} : { client: { webSocketURL: 'auto://0.0.0.0:0/ws' } };

module.exports = {
  mode: 'development',
  devtool: 'source-map',
  entry: './src/main.js',
  module: { rules: [{ test: /\.css$/, use: ['style-loader', 'css-loader'] }] },
  devServer: client,
};
