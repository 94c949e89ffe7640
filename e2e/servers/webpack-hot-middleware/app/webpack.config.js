const { HotModuleReplacementPlugin } = require('webpack');

const client = 'webpack-hot-middleware/client?reload=true';

module.exports = {
  mode: 'development',
  devtool: 'source-map',
  entry: [process.env.HOT_PATH ? `${client}&path=${process.env.HOT_PATH}` : client, './src/main.js'],
  output: { publicPath: '/' },
  module: { rules: [{ test: /\.css$/, use: ['style-loader', 'css-loader'] }] },
  plugins: [new HotModuleReplacementPlugin()],
};
